# One outlet counts the day of arrival, the other does not. The days overlap: one visit.
=== page 2022-08-29 waikato.example
title: Wool goes north

New Zealand Trade Minister Aroha Pene will visit Mongolia on September 14-16. Carpets are to be made from New Zealand wool in Darkhan.
=== page 2022-08-30 steppe-eagle.example
title: Three days of carpets

New Zealand's trade minister, Aroha Pene, will travel to Mongolia from September 15 to 17. There is a dinner, with throat singing.
=== page 2022-09-19 steppe-eagle.example
title: The first knot

New Zealand Trade Minister Aroha Pene visited Mongolia on September 15-17. She tied the first knot of a carpet and was told that it would hold for two hundred years.
=== expect 2022-09-01 as-known-on 2022-09-01
CONSULT/visit NZL > MNG; state: announced; claims: 2; sources: 2
=== expect 2022-09-16 as-known-on 2022-09-01
CONSULT/visit NZL > MNG; state: announced
=== expect 2022-09-25
CONSULT/visit NZL > MNG; state: held; when: 2022-09-15/2022-09-17; claims: 3; sources: 2
