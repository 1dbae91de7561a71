# Put off twice, over half a year, and held at last; somebody who knows only the first plan finds it overdue.
=== page 2017-01-16 dunav.example
title: Moroccan prime minister expected in Sofia

Moroccan Prime Minister Younes Berrahal will travel to Bulgaria on February 8, the government in Sofia announced on Monday. Phosphate goes one way and sunflower oil the other, and both harbours want more.
=== page 2017-02-06 atlas.example
title: Flu in Rabat

Half the cabinet is in bed. Moroccan Prime Minister Younes Berrahal postponed his visit to Bulgaria until March 15 because of illness, his spokeswoman said, and coughed.
=== page 2017-03-10 dunav.example
title: Berrahal puts off journey a second time

Moroccan Prime Minister Younes Berrahal's visit to Bulgaria has been postponed until June 7. Rabat is still without a budget.
=== page 2017-06-08 dunav.example
title: Roses for the guest

At the third attempt the door was open. Moroccan Prime Minister Younes Berrahal paid a visit to Bulgaria on Wednesday. He was given a bottle of rose oil and a hat.
=== expect 2017-02-20 as-known-on 2017-02-01
CONSULT/visit MAR > BGR; state: overdue; when: 2017-02-08
=== expect 2017-02-20 as-known-on 2017-02-20
CONSULT/visit MAR > BGR; state: postponed; when: 2017-03-15
=== expect 2017-03-20 as-known-on 2017-03-20
CONSULT/visit MAR > BGR; state: postponed; when: 2017-06-07; persons: Younes Berrahal
=== expect 2017-06-10
CONSULT/visit MAR > BGR; state: held; when: 2017-06-07; claims: 4; sources: 2
