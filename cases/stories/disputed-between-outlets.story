# One outlet reports a meeting in its own voice, another has the ministry's denial: both are shown, neither wins.
=== page 2020-02-17 gulf-lantern.example
title: Dinner behind drawn curtains

Israeli Intelligence Minister Gideon Arbel met Sudanese Foreign Minister Osman Badri in Muscat on Saturday.

Both men left the hotel through the kitchen.
=== page 2020-02-19 two-niles.example
title: Khartoum speaks of invention

Sudan's foreign ministry denied that Foreign Minister Osman Badri had met Israeli Intelligence Minister Gideon Arbel in Muscat. On the evening in question, it said, the minister was at his niece's wedding in Omdurman.
=== expect 2020-02-18 as-known-on 2020-02-18
CONSULT/meeting ISR+SDN; state: held; when: 2020-02-15; where: Muscat (OMN)
=== expect 2020-02-25
CONSULT/meeting ISR+SDN; state: disputed; when: 2020-02-15; persons: Gideon Arbel, Osman Badri; claims: 2; sources: 2
