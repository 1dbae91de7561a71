# A page tells the journey as if it were done when the aeroplane leaves. It is one visit, and held only when it has been.
=== page 2022-06-01 fjord-post.example
title: Rydland to Oulu

Norwegian Trade Minister Nils Rydland will visit Finland on June 16.
=== page 2022-06-14 fjord-post.example
title: Suitcases

Norwegian Trade Minister Nils Rydland travels to Finland. He takes three salmon.
=== page 2022-06-18 oulu-evening.example
title: Salmon

Norwegian Trade Minister Nils Rydland visited Finland on June 16.
=== expect 2022-06-15 as-known-on 2022-06-15
CONSULT/visit NOR > FIN; state: announced; when: 2022-06-16; claims: 2
=== expect 2022-06-20
CONSULT/visit NOR > FIN; state: held; when: 2022-06-16; claims: 3
