# The foreign minister's visit is put off. The president's visit, of the same autumn and as vaguely announced, is another one, and so is the
# visit of the summer before, which took place.
=== page 2021-05-03 pampas.example
title: Ministers on the road

Uruguayan Foreign Minister Delfina Roca will visit Norway in June, her ministry said on Monday.
=== page 2021-06-17 fjord.example
title: Salmon and beef

Uruguayan Foreign Minister Delfina Roca visited Norway on June 16.
=== page 2021-08-23 pampas.example
title: An autumn of journeys

Uruguayan President Bruno Sosa will visit Norway in November, his office said on Monday.
=== page 2021-10-11 fjord.example
title: Not now

The visit of Uruguayan Foreign Minister Delfina Roca to Norway has been postponed, the ministry in Oslo said.
=== expect 2022-03-01
CONSULT/visit URY > NOR; state: held; when: 2021-06-16; persons: Delfina Roca
CONSULT/visit URY > NOR; state: overdue; when: 2021-11; persons: Bruno Sosa
CONSULT/visit URY > NOR; state: postponed; claims: 1
