# Announced in spring for late autumn, called off in autumn by a page that gives no day.
=== page 2021-04-12 fjord.example
title: A long plan

Norwegian Defence Minister Torstein Vik will visit Uruguay in November, his ministry said on Monday.
=== page 2021-10-04 pampas.example
title: The minister stays at home

The visit of Norwegian Defence Minister Torstein Vik to Uruguay has been cancelled, the ministry in Montevideo said.
=== expect 2022-03-01
CONSULT/visit NOR > URY; state: cancelled; claims: 2
