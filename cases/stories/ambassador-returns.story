# The same in other words, as embassies like them.
=== page 2017-05-15 adana-herald.example
title: Lute player jailed

Jordan recalled its ambassador from Chad on Sunday, two days after a lute player from Irbid had been sent to prison for a song.
=== page 2017-08-14 wadi-rum.example
title: Suitcases unpacked

Jordan's ambassador returned to Chad on Saturday, three months after she had been recalled.
=== expect 2017-06-01 as-known-on 2017-06-01
SANCTION/break JOR > TCD; state: held; when: 2017-05-14
# The sentence on the lute player may be told as a dealing.
?COERCE TCD > JOR; state: held
=== expect 2017-09-01
SANCTION/break JOR > TCD; state: held
SUPPORT/relations JOR > TCD; state: held; when: 2017-08-12
?COERCE TCD > JOR; state: held
