# Two neighbours visit each other in one week. Who goes to whom tells the two apart, not the day alone.
=== page 2018-05-14 chao-phraya.example
title: Week of the neighbours

Thai Energy Minister Anong Srisai will visit Laos on May 21. Lao Energy Minister Bounmy Keola will visit Thailand on May 24.
=== page 2018-05-22 mekong-light.example
title: Water through turbines

Thai Energy Minister Anong Srisai travelled to Laos on Monday. She was shown a dam that is finished and one that is not.
=== page 2018-05-25 chao-phraya.example
title: Lao guest counts sockets

Lao Energy Minister Bounmy Keola visited Thailand on Thursday. In the hotel he counted the sockets.
=== expect 2018-05-23 as-known-on 2018-05-23
CONSULT/visit THA > LAO; state: held; when: 2018-05-21
CONSULT/visit LAO > THA; state: announced; when: 2018-05-24
=== expect 2018-06-01
CONSULT/visit THA > LAO; state: held; when: 2018-05-21; persons: Anong Srisai; claims: 2; sources: 2
CONSULT/visit LAO > THA; state: held; when: 2018-05-24; persons: Bounmy Keola; claims: 2; sources: 1
