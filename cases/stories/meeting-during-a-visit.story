# A visit of three days, and a meeting on the second of them: two records that know each other.
=== page 2023-03-06 karoo.example
title: South Korean prime minister to visit Botswana

South Korean Prime Minister Seo Min-jae is expected to visit Botswana on March 21-23. A mine and a school for polishers are on his list.
=== page 2023-03-23 okavango.example
title: Diamonds and batteries

South Korean Prime Minister Seo Min-jae met Botswana's President Kagiso Letsholo in Gaborone on Wednesday. They spoke of batteries, for which the one has the factories and the other the copper.
=== page 2023-03-24 okavango.example
title: The guest has left

South Korean Prime Minister Seo Min-jae visited Botswana on March 21-23. At the end he was shown a stone of four hundred carats, and for a while he said nothing.
=== expect 2023-03-10 as-known-on 2023-03-10
CONSULT/visit KOR > BWA; state: announced
=== expect 2023-04-01
CONSULT/visit KOR > BWA; state: held; when: 2023-03-21/2023-03-23; claims: 2; knows: CONSULT/meeting
CONSULT/meeting BWA+KOR; state: held; when: 2023-03-22; persons: Kagiso Letsholo, Seo Min-jae; where: Gaborone (BWA); claims: 1; knows: CONSULT/visit
