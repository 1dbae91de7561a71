# An invitation is made, accepted and followed. The invitation is a dealing of its own, not the announcement of the visit.
=== page 2023-01-17 red-river.example
title: Letter to Budapest

Vietnamese President Le Quang Hai invited Hungarian Prime Minister Zoltán Bereny to visit Vietnam in the autumn. Thirty thousand Vietnamese have learnt a trade in Hungary since the seventies.
=== page 2023-09-18 pannon.example
title: Bereny packs

Hungarian Prime Minister Zoltán Bereny is to visit Vietnam on October 9-10. A former welder from Győr, who now owns three factories near Haiphong, has offered him lunch.
=== page 2023-10-11 red-river.example
title: Paprika in Hanoi

Hungarian Prime Minister Zoltán Bereny visited Vietnam on October 9-10. The crates of paprika that he brought were held up by customs and released on the second day.
=== expect 2023-02-01 as-known-on 2023-02-01
REQUEST/invitation VNM > HUN; state: held
=== expect 2023-10-15
REQUEST/invitation VNM > HUN; state: held; claims: 1
CONSULT/visit HUN > VNM; state: held; when: 2023-10-09/2023-10-10; claims: 2; sources: 2
