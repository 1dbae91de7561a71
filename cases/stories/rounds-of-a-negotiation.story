# Three rounds of one negotiation within ten weeks: the first held, the second put off by a week and held, the third still to come.
=== page 2020-09-07 saone.example
title: Fish, once more

France and Iceland held talks on fish quotas in Reykjavik on Friday. They will hold talks in Lorient on October 2.
=== page 2020-09-29 finistere.example
title: Storm over Lorient

The talks between France and Iceland in Lorient have been postponed until October 9. No ferry has left since Sunday.
=== page 2020-10-12 finistere.example
title: Two nets closer

France and Iceland held talks on fish quotas in Lorient on October 9. It is now about the width of the meshes.
=== page 2020-10-26 saone.example
title: Third round in Tórshavn?

France and Iceland will hold talks on fish quotas in Bordeaux on November 13. Tórshavn had been offered but has no direct flight.
=== expect 2020-09-15 as-known-on 2020-09-15
CONSULT/talks FRA+ISL; state: held; when: 2020-09-04; where: Reykjavik (ISL)
CONSULT/talks FRA+ISL; state: announced; when: 2020-10-02; where: Lorient (FRA)
=== expect 2020-10-05 as-known-on 2020-10-05
CONSULT/talks FRA+ISL; state: held; when: 2020-09-04
CONSULT/talks FRA+ISL; state: postponed; when: 2020-10-09
=== expect 2020-11-01
CONSULT/talks FRA+ISL; state: held; when: 2020-09-04; claims: 1
CONSULT/talks FRA+ISL; state: held; when: 2020-10-09; claims: 3; sources: 2
CONSULT/talks FRA+ISL; state: announced; when: 2020-11-13; claims: 1
=== expect 2020-11-14
CONSULT/talks FRA+ISL; state: held; when: 2020-09-04
CONSULT/talks FRA+ISL; state: held; when: 2020-10-09
CONSULT/talks FRA+ISL; state: overdue; when: 2020-11-13
