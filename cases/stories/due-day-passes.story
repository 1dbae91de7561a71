# Two rounds of one pair, two weeks apart; between the two days the first is overdue, the second still ahead. At last only the second has been held.
=== page 2024-10-07 kvarner.example
title: Two dates on the Adriatic

Italy and Slovenia will hold talks on rail freight in Trieste on October 15. They will hold talks on harbour fees in Koper on October 29.

The lorry drivers would like to see it the other way round.
=== page 2024-10-30 obala.example
title: Harbour money

Talks between Italy and Slovenia on harbour fees were held in Koper on Tuesday. They lasted until the last bus.
=== expect 2024-10-15 as-known-on 2024-10-10
CONSULT/talks ITA+SVN; state: announced; when: 2024-10-15; where: Trieste (ITA)
CONSULT/talks ITA+SVN; state: announced; when: 2024-10-29; where: Koper (SVN)
=== expect 2024-10-20 as-known-on 2024-10-20
CONSULT/talks ITA+SVN; state: overdue; when: 2024-10-15
CONSULT/talks ITA+SVN; state: announced; when: 2024-10-29
=== expect 2024-11-10
CONSULT/talks ITA+SVN; state: overdue; when: 2024-10-15; claims: 1
CONSULT/talks ITA+SVN; state: held; when: 2024-10-29; claims: 2
