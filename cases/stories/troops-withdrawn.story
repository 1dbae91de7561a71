# A withdrawal with a last day, done four days before it; and a second state's withdrawal that nobody reports.
=== page 2021-03-15 algarve.example
title: Home from Bamako

Portugal will withdraw its soldiers from Mali by June 30, Defence Minister Rui Falcão said on Monday. There are a hundred and twenty of them, and two dogs.
=== page 2021-03-22 narva.example
title: Tallinn follows Lisbon

Estonia will withdraw its soldiers from Mali in July, Defence Minister Priit Saar said on Monday. The sauna that they have built in Gao stays behind.
=== page 2021-06-28 algarve.example
title: The last sixty

Portugal withdrew its last soldiers from Mali on Saturday. In Beja the families had waited since noon.
=== expect 2021-04-01 as-known-on 2021-04-01
RETREAT/withdraw PRT > MLI; state: announced
RETREAT/withdraw EST > MLI; state: announced; when: 2021-07
=== expect 2021-08-15
RETREAT/withdraw PRT > MLI; state: held; claims: 2; sources: 1
RETREAT/withdraw EST > MLI; state: overdue; when: 2021-07
