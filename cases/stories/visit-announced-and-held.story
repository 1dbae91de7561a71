# A visit is announced, begins, and is over: one record with the claims of three outlets.
=== page 2019-03-04 tasman.example
title: Chilean president to visit Portugal

Chilean President Marisol Tagle will visit Portugal on May 14-16, her office said on Monday.

She last crossed the Atlantic two years ago. Wine and wind power have brought the two coasts closer since then.
=== page 2019-05-14 tagus.example
title: Guest from Santiago lands in Lisbon

Chilean President Marisol Tagle arrived in Portugal on Tuesday for a three-day visit.

Rain kept the crowds small, and the guard of honour wore capes.
=== page 2019-05-17 altiplano.example
title: Tagle home from Lisbon

President Marisol Tagle of Chile visited Portugal from May 14 to 16. Fishermen in Setúbal gave her a model of a sardine boat.
=== expect 2019-03-05 as-known-on 2019-03-05
CONSULT/visit CHL > PRT; state: announced; when: 2019-05-14/2019-05-16; persons: Marisol Tagle; where: Portugal (PRT); sources: 1
=== expect 2019-05-20 as-known-on 2019-05-15
CONSULT/visit CHL > PRT; state: held; sources: 2
=== expect 2019-05-20
CONSULT/visit CHL > PRT; state: held; when: 2019-05-14/2019-05-16; persons: Marisol Tagle; where: Portugal (PRT); sources: 3
=== expect 2019-05-20 as-known-on 2019-03-31
CONSULT/visit CHL > PRT; state: overdue
