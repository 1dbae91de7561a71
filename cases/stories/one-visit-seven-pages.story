# Seven pages of five outlets tell one visit, by its guest, its host, its city, its month; two of them are copies of a third.
=== page 2023-08-14 tonle-sap.example
title: Guest in October

The president of Kenya will visit Cambodia in October, the foreign ministry in Phnom Penh said on Monday. Pepper, silk and the tracking of elephants are to be talked about.
=== page 2023-09-18 rift.example
title: Mbugua to Phnom Penh

NAIROBI, Sept 18 (Rift) - Kenyan President Wanjiru Mbugua will visit Cambodia on October 10-12, her spokesman said on Monday.

She takes two rangers with her who have followed elephants on foot for twenty years. In the hills of Mondulkiri nobody knows how many of the animals are left, since they are counted by their dung and the rains wash it away. Kenya has offered collars that send a signal to a satellite, and a veterinarian who has put them on three hundred bulls.
=== page 2023-09-18 mombasa-mail.example
title: Elephants for talking points

Kenyan President Wanjiru Mbugua will visit Cambodia on October 10-12, her spokesman said on Monday.

She takes two rangers with her who have followed elephants on foot for twenty years. In the hills of Mondulkiri nobody knows how many of the animals are left, since they are counted by their dung and the rains wash it away. Kenya has offered collars that send a signal to a satellite, and a veterinarian who has put them on three hundred bulls.
=== page 2023-09-19 lake-bangweulu.example
title: Rangers on a state visit

Kenyan President Wanjiru Mbugua will visit Cambodia on October 10-12, her spokesman said.

She takes two rangers with her who have followed elephants on foot for twenty years. In the hills of Mondulkiri nobody knows how many of the animals are left, since they are counted by their dung and the rains wash it away. Kenya offered collars that send a signal to a satellite, and a veterinarian who has put them on three hundred bulls.
=== page 2023-10-11 tonle-sap.example
title: A fan against the heat

Kenyan President Wanjiru Mbugua arrived in Cambodia on Tuesday. The king lent her a fan.
=== page 2023-10-12 mekong-light.example
title: Pepper first

Cambodian Prime Minister Sok Vannak received Kenyan President Wanjiru Mbugua in Phnom Penh on Wednesday. The price of pepper from Kampot came up, and the price of tea.
=== page 2023-10-16 rift.example
title: Home with a fan

Kenyan President Wanjiru Mbugua paid an official visit to Cambodia on October 10-12. The rangers have stayed behind in the hills.
=== expect 2023-09-01 as-known-on 2023-09-01
CONSULT/visit KEN > KHM; state: announced; when: 2023-10; sources: 1
=== expect 2023-10-01 as-known-on 2023-10-01
CONSULT/visit KEN > KHM; state: announced; when: 2023-10-10/2023-10-12; claims: 4; sources: 2
AGREE/commitment KEN > KHM; state: held; claims: 3; sources: 1
=== expect 2023-10-11 as-known-on 2023-10-11
CONSULT/visit KEN > KHM; state: ongoing; when: 2023-10-10/2023-10-12; claims: 5
AGREE/commitment KEN > KHM; state: held
=== expect 2023-10-20
CONSULT/visit KEN > KHM; state: held; when: 2023-10-10/2023-10-12; persons: Wanjiru Mbugua; claims: 6; sources: 2; knows: CONSULT/meeting
AGREE/commitment KEN > KHM; state: held; claims: 3; sources: 1
CONSULT/meeting KEN+KHM; state: held; when: 2023-10-11; where: Phnom Penh (KHM); claims: 1; knows: CONSULT/visit
