# Planned for three days, prolonged by one: going on, then held, on four days.
=== page 2022-04-19 scheldt.example
title: Claes to Kigali

Belgian Prime Minister Pieter Claes will visit Rwanda on May 3-5. He has wanted to see the gorillas since he was a boy.
=== page 2022-05-03 thousand-hills.example
title: Drums at the airport

Forty drummers had waited since dawn. Belgian Prime Minister Pieter Claes arrived in Rwanda on Tuesday, and his hat was blown off by the wind of the rotors.
=== page 2022-05-05 thousand-hills.example
title: One gorilla more

Belgian Prime Minister Pieter Claes extended his visit to Rwanda until May 6. There was fog on the volcanoes, and he had not seen a single gorilla.
=== page 2022-05-09 scheldt.example
title: Claes back in Brussels

Belgian Prime Minister Pieter Claes is back from his visit to Rwanda on May 3-6. On the last morning the fog lifted, and he saw one, from behind.
=== expect 2022-05-04 as-known-on 2022-05-04
CONSULT/visit BEL > RWA; state: ongoing
=== expect 2022-05-05 as-known-on 2022-05-05
CONSULT/visit BEL > RWA; state: ongoing
=== expect 2022-05-15
CONSULT/visit BEL > RWA; state: held; when: 2022-05-03/2022-05-06; claims: 4; sources: 2
