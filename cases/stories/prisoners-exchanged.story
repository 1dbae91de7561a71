# An exchange is foretold and made.
# reading: takes "will exchange prisoners" for cooperation.
=== page 2021-05-03 gulf-lantern.example
title: Two for two

Iran and the United Kingdom will exchange prisoners on May 12, Omani officials said.
=== page 2021-05-14 gulf-lantern.example
title: Two aeroplanes on one runway

Iran and the United Kingdom exchanged prisoners in Muscat on Wednesday.
=== expect 2021-05-05 as-known-on 2021-05-05
RETREAT/release GBR+IRN; state: announced; when: 2021-05-12
=== expect 2021-05-20
RETREAT/release GBR+IRN; state: held; when: 2021-05-12; claims: 2; sources: 1
