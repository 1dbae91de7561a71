# Two ministers were named; one of them came, with a deputy for the other. The sets of persons share one: the same talks.
=== page 2022-03-07 riga-evening.example
title: Latvians to hold talks in Tbilisi

Latvian Foreign Minister Ilze Vanaga and Transport Minister Juris Ozols will hold talks with Georgian Prime Minister Levan Kobalia in Tbilisi on March 23. A ferry that takes goods wagons is for sale in Ventspils, and Poti would like to have it.
=== page 2022-03-24 mtkvari.example
title: Rails to the sea

Georgian Prime Minister Levan Kobalia held talks with Latvian Transport Minister Juris Ozols and Deputy Foreign Minister Anna Krasta in Tbilisi on Wednesday.

Vanaga had stayed in Riga with a broken ankle.
=== expect 2022-03-10 as-known-on 2022-03-10
CONSULT/talks GEO+LVA; state: announced; persons: Ilze Vanaga, Juris Ozols, Levan Kobalia
=== expect 2022-03-30
CONSULT/talks GEO+LVA; state: held; when: 2022-03-23; where: Tbilisi (GEO); claims: 2
