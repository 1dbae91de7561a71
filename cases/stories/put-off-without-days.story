# A visit is only spoken of for a month. One page says that it is cancelled, another of the same day that it was put off by agreement.
=== page 2021-08-30 fjord.example
title: Two prime ministers by the lake

Norwegian Prime Minister Ragnhild Aas plans to visit Uruguay in October, her spokesman said on Monday.
=== page 2021-10-07 fjord.example
title: No time for Montevideo

The visit of Norwegian Prime Minister Ragnhild Aas to Uruguay has been postponed.
=== page 2021-10-07 pampas.example
title: The guest stays away

Norwegian Prime Minister Ragnhild Aas has cancelled her visit to Uruguay.
=== expect 2021-09-15 as-known-on 2021-09-15
CONSULT/visit NOR > URY; state: announced; when: 2021-10
=== expect 2022-03-01
CONSULT/visit NOR > URY; state: postponed; claims: 3
