# A summit of four, the ministers' meeting before it, two private meetings beside it, and one state that stays away.
=== page 2022-10-10 jollof.example
title: Four presidents and a lagoon

Ghana, Togo, Benin and Nigeria will hold a summit in Cotonou on October 27. The beach is washed away by a metre a month on all four coasts.
=== page 2022-10-24 bight.example
title: Sand first

The environment ministers of Ghana and Togo met in Lomé on Saturday. They want a wall; the hotels want sand.
=== page 2022-10-28 jollof.example
title: Wall or sand

Ghana, Togo, Benin and Nigeria held a summit in Cotonou on Thursday. Ghanaian President Kofi Amoako met Nigerian President Bola Adeyemi in Cotonou on Thursday evening.
=== page 2022-10-29 lagos-tide.example
title: Dredgers for everyone

Nigerian President Bola Adeyemi met Togolese President Essi Koffi in Cotonou on Thursday. A dredger costs forty million, and each of the four has asked for the catalogue.
=== expect 2022-10-15 as-known-on 2022-10-15
CONSULT/summit BEN+GHA+NGA+TGO; state: announced; when: 2022-10-27; where: Cotonou (BEN)
=== expect 2022-11-05
CONSULT/summit BEN+GHA+NGA+TGO; state: held; when: 2022-10-27; claims: 2; sources: 1
CONSULT/meeting GHA+TGO; state: held; when: 2022-10-22; claims: 1
CONSULT/meeting GHA+NGA; state: held; when: 2022-10-27; persons: Bola Adeyemi, Kofi Amoako; claims: 1
CONSULT/meeting NGA+TGO; state: held; when: 2022-10-27; persons: Bola Adeyemi, Essi Koffi; claims: 1
