# A quarrel of half a year in seven pages: accusation, expulsion, closed border, mediator, talks, agreement, open border. Every dealing is a record of its own.
=== page 2021-02-01 paraguay-mirror.example
title: Sand in the river

Paraguay accused Bolivia of stealing sand from the border river. Barges had been seen at night.
=== page 2021-02-08 illimani.example
title: Two must leave La Paz

Bolivia expelled two Paraguayan diplomats on Friday. They were seen off with a brass band.
=== page 2021-02-15 paraguay-mirror.example
title: The barrier is down

Paraguay closed its border with Bolivia on Sunday. In the queue stand lorries with bananas, and the bananas are turning brown.
=== page 2021-03-15 pampero.example
title: Let us sit down

Uruguay invited Bolivia and Paraguay to talks in Montevideo. There is beef.
=== page 2021-04-12 pampero.example
title: A table with two ends

Bolivia and Paraguay held talks in Montevideo on Saturday. They spoke of sand in the morning and of the bridge after lunch.
=== page 2021-05-24 illimani.example
title: Bridge instead of barges

Bolivia and Paraguay signed a river agreement in La Paz on Friday. The bridge will have four lanes and one for cattle.
=== page 2021-06-07 paraguay-mirror.example
title: The barrier is up

Paraguay reopened its border with Bolivia on Saturday. Fresh bananas were let through first.
=== expect 2021-02-20 as-known-on 2021-02-20
ACCUSE/allege PRY > BOL; state: held
SANCTION/expel BOL > PRY; state: held; when: 2021-02-05
SANCTION PRY > BOL; state: held; when: 2021-02-14
=== expect 2021-07-01
ACCUSE/allege PRY > BOL; state: held; claims: 1
SANCTION/expel BOL > PRY; state: held; claims: 1
SANCTION PRY > BOL; state: held; when: 2021-02-14; claims: 1
REQUEST/invitation URY > BOL+PRY; state: held
CONSULT/talks BOL+PRY; state: held; when: 2021-04-10; where: Montevideo (URY); claims: 1
SUPPORT/sign BOL+PRY; state: held; when: 2021-05-21; where: La Paz (BOL); claims: 1
RETREAT/ease PRY > BOL; state: held; when: 2021-06-05; claims: 1
