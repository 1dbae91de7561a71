# A visit and a signature were announced for the same day. The visit was made; of the signature nobody says a word.
=== page 2021-10-18 hanse.example
title: Wind for Tallinn

German Economy Minister Klaus Reimers will visit Estonia on November 9. Germany and Estonia are to sign an energy agreement in Tallinn on November 9.
=== page 2021-11-10 narva.example
title: Reimers in the fog

German Economy Minister Klaus Reimers visited Estonia on Tuesday. He stood on the mole of Paldiski and looked at where the windmills will be.
=== expect 2021-11-01 as-known-on 2021-11-01
CONSULT/visit DEU > EST; state: announced; when: 2021-11-09
SUPPORT/sign DEU+EST; state: announced; when: 2021-11-09; where: Tallinn (EST)
=== expect 2021-11-20
CONSULT/visit DEU > EST; state: held; when: 2021-11-09; claims: 2; sources: 2
SUPPORT/sign DEU+EST; state: overdue; when: 2021-11-09; claims: 1
