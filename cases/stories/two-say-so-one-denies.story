# Two outlets of their own report a visit, a third has the ministry's denial. A majority is no proof: disputed.
=== page 2023-06-07 neris.example
title: A minister without luggage

Zimbabwean Foreign Minister Tariro Moyo visited Belarus on Monday. Tractors were mentioned.
=== page 2023-06-07 polesia.example
title: Tractors for the highveld

The runway had been swept. Zimbabwe's Foreign Minister Tariro Moyo arrived in Belarus on June 5 and was driven straight to the tractor works.
=== page 2023-06-09 highveld.example
title: At home with a cold

Zimbabwe's Foreign Minister Tariro Moyo did not visit Belarus, the ministry in Harare said. She had been at home with a cold.
=== expect 2023-06-08 as-known-on 2023-06-08
CONSULT/visit ZWE > BLR; state: held; when: 2023-06-05; claims: 2; sources: 2
=== expect 2023-06-20
CONSULT/visit ZWE > BLR; state: disputed; claims: 3; sources: 3
