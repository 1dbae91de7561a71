# A standing format is broken off over a dam and comes back after half a year.
=== page 2021-02-15 steppe.example
title: Border quarrel

Consultations between Kazakhstan and Uzbekistan on water were held in Shymkent on Friday. It is how they have done it every winter since the drought: two tables, one map, and a clerk who writes down the litres.
=== page 2021-04-12 syr-darya.example
title: No more talk of water

Uzbekistan has suspended its consultations with Kazakhstan on water, officials in Tashkent said. The clerk has been sent home.

Farmers downstream think it is the new dam.
=== page 2021-10-04 steppe.example
title: Water is discussed again

Kazakhstan and Uzbekistan have resumed their consultations on water, officials in Tashkent said on Monday. The cotton had turned yellow in the meantime.
=== expect 2021-03-01 as-known-on 2021-03-01
CONSULT/consultation KAZ+UZB; state: held; when: 2021-02-12
=== expect 2021-05-01 as-known-on 2021-05-01
?CONSULT/consultation KAZ+UZB; state: held; when: 2021-02-12
CONSULT/consultation KAZ+UZB; state: suspended
=== expect 2021-10-10
?CONSULT/consultation KAZ+UZB; state: held; when: 2021-02-12
CONSULT/consultation KAZ+UZB; state: resumed
