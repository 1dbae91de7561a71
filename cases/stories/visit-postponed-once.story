# Put off by four weeks because of a strike, then held on the new days: the postponement joins the two dates.
=== page 2022-09-05 saimaa.example
title: Finnish foreign minister to visit Kenya

Finnish Foreign Minister Aino Lahtela will visit Kenya on September 20-21, the ministry in Helsinki said on Monday. Forests, telephones and long-distance running are what the two countries have in common.
=== page 2022-09-16 rift.example
title: Visitor from Helsinki must wait

Finnish Foreign Minister Aino Lahtela has postponed her visit to Kenya until October 18 because Nairobi airport is closed.

The baggage handlers want better gloves.
=== page 2022-10-19 rift.example
title: A tree for the Karura forest

Finnish Foreign Minister Aino Lahtela paid an official visit to Kenya on October 18-19. She planted a fig tree and left without a speech.
=== expect 2022-09-10 as-known-on 2022-09-10
CONSULT/visit FIN > KEN; state: announced; when: 2022-09-20/2022-09-21
=== expect 2022-09-25 as-known-on 2022-09-25
CONSULT/visit FIN > KEN; state: postponed; when: 2022-10-18
=== expect 2022-10-25
CONSULT/visit FIN > KEN; state: held; when: 2022-10-18/2022-10-19; persons: Aino Lahtela; sources: 2
