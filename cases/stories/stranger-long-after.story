# The prime minister's visit is announced without a name; what her successor did there long after, without a day, is another visit.
=== page 2021-06-07 fjord.example
title: A delegation to the south

A Norwegian delegation will visit Uruguay on June 14-16, the ministry in Oslo said.
=== page 2021-08-30 pampas.example
title: Fish and chips

Norwegian Finance Minister Sindre Moe visited Uruguay, the newspaper wrote.
=== expect 2021-12-01
CONSULT/visit NOR > URY; state: overdue; when: 2021-06-14/2021-06-16; claims: 1
CONSULT/visit NOR > URY; state: held; claims: 1
