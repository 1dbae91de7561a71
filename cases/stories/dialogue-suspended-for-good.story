# A yearly dialogue is suspended and nothing is heard of it again. It stays suspended and is not overdue.
=== page 2020-06-08 charlemagne.example
title: Brussels speaks with Vientiane

The European Union and Laos held their human rights dialogue in Vientiane on Friday. The air conditioning failed at noon, and the delegates took off their jackets in order of rank.
=== page 2021-03-15 mekong-light.example
title: No more dialogue

The European Union suspended its human rights dialogue with Laos, the embassy said on Monday. Two lawyers are still in prison.
=== expect 2023-01-01
?CONSULT/talks EU+LAO; state: held; when: 2020-06-05
CONSULT/talks EU+LAO; state: suspended
