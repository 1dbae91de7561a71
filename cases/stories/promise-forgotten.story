# Nobody ever writes of the ferries again. That is overdue, which is not the same as broken.
=== page 2017-03-06 clyde.example
title: Ferries for Kiribati

Norway will deliver two ferries to Kiribati in June, Foreign Minister Harald Vang said on Monday.

Kiribati has eleven harbours and five ships.
=== page 2017-09-04 tarawa.example
title: Waiting on the jetty

In Betio people still wait on the jetty with their pigs. Norway's Harald Vang has since left office, and the coconut crop was good.
=== expect 2017-06-30 as-known-on 2017-06-30
AID NOR > KIR; state: announced; when: 2017-06
=== expect 2017-07-01 as-known-on 2017-07-01
AID NOR > KIR; state: overdue
=== expect 2018-01-01
AID NOR > KIR; state: overdue; sources: 1
