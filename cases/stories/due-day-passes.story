# Two meetings of one pair, a week apart; between the two days the first is overdue, the second still ahead. At last only the second has been held.
=== page 2024-10-07 kvarner.example
title: Two dates in Trieste and Koper

The transport ministers of Italy and Slovenia will meet in Trieste on October 15.

The finance ministers of Italy and Slovenia will meet in Koper on October 29.
=== page 2024-10-30 obala.example
title: Harbour money

The finance ministers of Italy and Slovenia met in Koper on Tuesday.
=== expect 2024-10-15 as-known-on 2024-10-10
CONSULT/meeting ITA+SVN; state: announced; when: 2024-10-15; where: Trieste (ITA)
CONSULT/meeting ITA+SVN; state: announced; when: 2024-10-29; where: Koper (SVN)
=== expect 2024-10-20 as-known-on 2024-10-20
CONSULT/meeting ITA+SVN; state: overdue; when: 2024-10-15
CONSULT/meeting ITA+SVN; state: announced; when: 2024-10-29
=== expect 2024-11-10
CONSULT/meeting ITA+SVN; state: overdue; when: 2024-10-15; claims: 1
CONSULT/meeting ITA+SVN; state: held; when: 2024-10-29; claims: 2
