# Turkey and Türkiye, the Czech Republic and Czechia: one state each.
=== page 2024-01-15 marmara.example
title: Karaca to Tbilisi

Turkey's Foreign Minister Selim Karaca will visit Georgia on February 6. Lorries wait for up to three days at the border post of Sarpi.
=== page 2024-02-07 mtkvari.example
title: Bread with cheese

Türkiye's Foreign Minister Selim Karaca visited Georgia on Tuesday. In Batumi, where the bread has cheese inside and an egg on top, he ate two.
=== page 2024-02-12 vltava.example
title: Beer for Dakar

Czechia signed a trade agreement with Senegal in Dakar on Friday. Hops go south, peanuts north.
=== page 2024-02-13 teranga.example
title: Trade with Prague

Senegal and the Czech Republic signed a trade agreement in Dakar on February 9. A brewery in Thiès hopes to be granted the licence for a lager by the end of the rains.
=== expect 2024-02-20
CONSULT/visit TUR > GEO; state: held; when: 2024-02-06; claims: 2; sources: 2
SUPPORT/sign CZE+SEN; state: held; when: 2024-02-09; where: Dakar (SEN); claims: 2; sources: 2
