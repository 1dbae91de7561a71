# A page of today recalls a visit of long ago and announces a new one: two records, and the old one fulfils nothing.
=== page 2022-03-14 humboldt-times.example
title: Third time lucky

Chilean Agriculture Minister Rosa Antilef will visit Cuba on April 5-6. She visited Cuba in 2016, when she was still a professor of forestry.
=== page 2022-04-11 malecon.example
title: Eucalyptus and rum

Nobody in Havana would say on Monday what became of the forestry programme. The palm seedlings are ready.
=== expect 2022-03-20 as-known-on 2022-03-20
CONSULT/visit CHL > CUB; state: announced; when: 2022-04-05/2022-04-06
CONSULT/visit CHL > CUB; state: held; when: 2016
=== expect 2022-04-20
CONSULT/visit CHL > CUB; state: overdue; when: 2022-04-05/2022-04-06; claims: 1
CONSULT/visit CHL > CUB; state: held; when: 2016; claims: 1
