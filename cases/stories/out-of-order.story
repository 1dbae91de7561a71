# The pages come in no order: the report of the visit first, then its announcement, the postponement last. A monthly that still announces it comes out after the event and changes nothing.
=== page 2020-03-06 limpopo.example
title: A hat for the minister

Israeli Agriculture Minister Noam Carmi made a visit to Mozambique on Thursday. He walked through a field of beans in city shoes, and the women of Chókwè gave him a straw hat.
=== page 2020-01-13 negev.example
title: Drip by drip

Israeli Agriculture Minister Noam Carmi will visit Mozambique on February 4. He wants to see whether drip hoses from the Negev are of use on the Limpopo.
=== page 2020-03-20 seed-monthly.example
title: What spring brings

Beans first, then maize: our calendar for growers. Israeli Agriculture Minister Noam Carmi will visit Mozambique on March 5, his ministry said in February.

Hoses cost less if ten neighbours buy together.
=== page 2020-01-30 negev.example
title: Locusts first

A visit to Mozambique by Israeli Agriculture Minister Noam Carmi has been put off until March 5. A swarm of locusts the size of a small town has been seen over Sinai.
=== expect 2020-01-20 as-known-on 2020-01-20
CONSULT/visit ISR > MOZ; state: announced; when: 2020-02-04
=== expect 2020-02-10 as-known-on 2020-02-10
CONSULT/visit ISR > MOZ; state: postponed; when: 2020-03-05
=== expect 2020-03-10 as-known-on 2020-03-10
CONSULT/visit ISR > MOZ; state: held; when: 2020-03-05; claims: 3; sources: 2
=== expect 2020-03-31
CONSULT/visit ISR > MOZ; state: held; when: 2020-03-05; claims: 4; sources: 3
