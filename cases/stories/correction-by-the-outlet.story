# The outlet got the day wrong and says so. Before the correction one knows the wrong day, afterwards the right one.
=== page 2018-09-03 danube-times.example
title: Slovak president to visit Senegal

Slovak President Tomáš Hraško will visit Senegal on September 26, his office said on Monday.

Peanuts, dredgers and the rights of students are on the agenda. His wife, a botanist, stays at home.
=== page 2018-09-05 danube-times.example
title: Slovak president to visit Senegal (corrected)

Slovak President Tomáš Hraško will visit Senegal on September 29, his office said on Monday.

Peanuts, dredgers and the rights of students are on the agenda. His wife, a botanist, stays at home.

An earlier version of this article gave a wrong date.
=== page 2018-10-01 teranga.example
title: A goat for the guest

Slovak President Tomáš Hraško arrived in Senegal on Saturday on a one-day visit. A village on the island of Gorée gave him a goat, which will stay where it is.
=== expect 2018-09-04 as-known-on 2018-09-04
CONSULT/visit SVK > SEN; state: announced; when: 2018-09-26
=== expect 2018-09-10 as-known-on 2018-09-10
CONSULT/visit SVK > SEN; state: announced; when: 2018-09-29; sources: 1
=== expect 2018-09-28 as-known-on 2018-09-04
CONSULT/visit SVK > SEN; state: overdue; when: 2018-09-26
=== expect 2018-09-28 as-known-on 2018-09-28
CONSULT/visit SVK > SEN; state: announced; when: 2018-09-29
=== expect 2018-10-05
CONSULT/visit SVK > SEN; state: held; when: 2018-09-29; claims: 3; sources: 2
