# An exchange is foretold and made.
=== page 2021-05-03 gulf-lantern.example
title: Two for two

Iran and the United Kingdom will exchange prisoners on May 12, Omani officials said. An engineer and a nurse are to go one way, two students the other.
=== page 2021-05-14 gulf-lantern.example
title: Two aeroplanes on one runway

On Wednesday Iran and the United Kingdom exchanged prisoners in Muscat. The four passed each other on the tarmac without a word, and the nurse waved.
=== expect 2021-05-05 as-known-on 2021-05-05
RETREAT/release GBR+IRN; state: announced; when: 2021-05-12
=== expect 2021-05-20
RETREAT/release GBR+IRN; state: held; when: 2021-05-12; claims: 2; sources: 1
