# The minister and the president of one state go to the same host in the same month: no person in common, so two records.
=== page 2020-02-10 prater.example
title: Gruber to Tunis

Austrian Foreign Minister Lena Gruber will visit Tunisia in May. It is her first journey south of Sicily since she took office.
=== page 2020-02-17 carthage-mail.example
title: President to see the mosaics

Austrian President Hannes Moser plans to travel to Tunisia in May. He collects mosaics, in photographs, and the director of the Bardo Museum has kept a morning free for him.
=== page 2020-05-13 carthage-mail.example
title: Olives

Austrian Foreign Minister Lena Gruber visited Tunisia on Tuesday. The olive growers of Sfax had asked for an hour of her time and were given ten minutes.
=== expect 2020-03-01 as-known-on 2020-03-01
CONSULT/visit AUT > TUN; state: announced; when: 2020-05; persons: Lena Gruber; claims: 1
CONSULT/visit AUT > TUN; state: announced; when: 2020-05; persons: Hannes Moser; claims: 1
=== expect 2020-06-10
CONSULT/visit AUT > TUN; state: held; when: 2020-05-12; persons: Lena Gruber; claims: 2
CONSULT/visit AUT > TUN; state: overdue; when: 2020-05; persons: Hannes Moser; claims: 1
