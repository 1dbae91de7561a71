# The 12th round is not the 11th: an annual format has a record for each round.
=== page 2022-09-21 guarani.example
title: Fish without a coast

The 11th round of consultations between Paraguay and South Korea was held in Asunción on September 14. A country without a coast may still have something to say about squid, the host joked.
=== page 2023-09-04 hangang.example
title: Soon in Seoul

Paraguay and South Korea will hold the 12th round of consultations on fisheries in Seoul on September 20. River fish are on the agenda for the first time.
=== page 2023-09-21 guarani.example
title: Twelve times already

The 12th round of consultations between Paraguay and South Korea took place in Seoul on Wednesday. The surubí, smoked, was a success.
=== expect 2023-09-10 as-known-on 2023-09-10
CONSULT/consultation KOR+PRY; state: held; when: 2022-09-14; where: Asunción (PRY); claims: 1
CONSULT/consultation KOR+PRY; state: announced; when: 2023-09-20; where: Seoul (KOR); claims: 1
=== expect 2023-09-30
CONSULT/consultation KOR+PRY; state: held; when: 2022-09-14; claims: 1
CONSULT/consultation KOR+PRY; state: held; when: 2023-09-20; where: Seoul (KOR); claims: 2; sources: 2
