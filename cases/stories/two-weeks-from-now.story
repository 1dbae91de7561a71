# What is to be in two weeks is overdue after them. A meeting eight months later is another one.
=== page 2021-01-18 fjord.example
title: A commission for trade

The foreign ministers of Norway and Uruguay will meet in two weeks, the ministry in Oslo said on Monday.
=== page 2021-09-20 pampas.example
title: Ministers meet

The foreign ministers of Norway and Uruguay met on September 17.
=== expect 2021-01-25 as-known-on 2021-01-25
CONSULT NOR+URY; state: announced
=== expect 2021-12-01
CONSULT NOR+URY; state: overdue; claims: 1
CONSULT NOR+URY; state: held; when: 2021-09-17; claims: 1
