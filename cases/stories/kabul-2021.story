# The withdrawal from Afghanistan in 2021, retold from public facts: to be done by a day in September, done well before it. What is promised by a day may come early.
=== page 2021-04-15 potomac-notes.example
title: Twenty years

The United States will withdraw its troops from Afghanistan by September 11, President Joe Biden said on Wednesday. There are about two and a half thousand of them left.
=== page 2021-04-16 rhine-ruhr.example
title: Berlin goes too

Germany will withdraw its soldiers from Afghanistan by September 11 as well, the defence ministry said on Thursday.
=== page 2021-06-30 rhine-ruhr.example
title: Lights out in Marmal

Germany withdrew its last soldiers from Afghanistan on Tuesday. A stone of twenty-seven tonnes with the names of the dead was flown home as well.
=== page 2021-08-31 hindu-kush.example
title: One minute to midnight

The United States withdrew its last troops from Afghanistan on Monday. The general was the last to walk up the ramp.
=== expect 2021-05-01 as-known-on 2021-05-01
RETREAT/withdraw USA > AFG; state: announced
RETREAT/withdraw DEU > AFG; state: announced
=== expect 2021-07-15 as-known-on 2021-07-15
RETREAT/withdraw USA > AFG; state: announced
RETREAT/withdraw DEU > AFG; state: held; when: 2021-06-29
=== expect 2021-09-15
RETREAT/withdraw USA > AFG; state: held; when: 2021-08-30; claims: 2
RETREAT/withdraw DEU > AFG; state: held; claims: 2; sources: 1
