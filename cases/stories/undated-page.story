# A page without a date gives the day and month; a dated one gives the year to both.
=== page undated harbour.example
title: Queue at the pier

Tongan Prime Minister Sione Fifita will visit Fiji on December 3, his office said. The brass band is practising.
=== page 2018-11-19 lagoon.example
title: Brass band needs new drum

The big drum has a hole in it. Tongan Prime Minister Sione Fifita will visit Fiji on December 3, and without the drum there can be no anthem, says the bandmaster.
=== page 2018-12-04 lagoon.example
title: The drum was borrowed

Tongan Prime Minister Sione Fifita visited Fiji on Monday. A school in Nausori had lent its drum.
=== expect 2018-12-10
CONSULT/visit TON > FJI; state: held; when: 2018-12-03; persons: Sione Fifita; claims: 3; sources: 2
