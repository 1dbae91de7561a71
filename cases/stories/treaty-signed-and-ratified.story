# The signature is one dealing of two; each ratification is a dealing of one.
=== page 2021-05-03 cordillera.example
title: Water from the glacier

Chile and Bolivia signed a water treaty on Friday. It has forty-one articles, and one of them is about llamas.
=== page 2021-09-01 illimani.example
title: La Paz says yes

The Bolivian parliament ratified the water treaty with Chile on Tuesday. Three deputies had brought a bottle of water from the river, and one of them drank it.
=== page 2021-10-01 cordillera.example
title: Santiago says yes

Chile's senate ratified the water treaty with Bolivia on Thursday, with one vote against. The senator from Arica wants the glacier back.
=== expect 2021-10-10
SUPPORT/sign BOL+CHL; state: held; when: 2021-04-30; claims: 1
SUPPORT/sign BOL > CHL; state: held; when: 2021-08-31; claims: 1
SUPPORT/sign CHL > BOL; state: held; when: 2021-09-30; claims: 1
