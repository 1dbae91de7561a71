# An alliance and its guest: an organisation is a party by its own name, whichever of the two is named first.
=== page 2023-06-05 neris.example
title: Vilnius clears its hotels

NATO will hold a summit with Ukraine in Vilnius on July 12. All hotels are booked, and so are the sofas.
=== page 2023-07-13 scheldt.example
title: A council is born

It was the warmest day of the summer. NATO and Ukraine held a summit in Vilnius on Wednesday, and the demonstrators outside were given water.
=== expect 2023-06-10 as-known-on 2023-06-10
CONSULT/summit NATO+UKR; state: announced; when: 2023-07-12; where: Vilnius (LTU)
=== expect 2023-07-20
CONSULT/summit NATO+UKR; state: held; when: 2023-07-12; claims: 2; sources: 2
