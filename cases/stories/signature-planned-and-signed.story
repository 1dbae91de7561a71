# A signature announced for a day takes place on it.
=== page 2018-11-05 benguela.example
title: Pens for Luanda

Angola and Zambia are to sign a pipeline agreement in Luanda on December 1. The pipe would be fourteen hundred kilometres long and as thick as a man is tall.
=== page 2018-12-03 kafue.example
title: Ink on the sleeve

Angola and Zambia signed the pipeline agreement in Luanda on Saturday. The pens had to be shaken, and one of the two delegations went home with a blue cuff.
=== expect 2018-11-10 as-known-on 2018-11-10
SUPPORT/sign AGO+ZMB; state: announced; when: 2018-12-01; where: Luanda (AGO)
=== expect 2018-12-02 as-known-on 2018-11-10
SUPPORT/sign AGO+ZMB; state: overdue
=== expect 2018-12-05
SUPPORT/sign AGO+ZMB; state: held; when: 2018-12-01; claims: 2; sources: 2
