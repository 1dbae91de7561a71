# The day passes. First due, then overdue; a later page about both states says nothing of it.
=== page 2023-07-10 lusitano.example
title: Cape Verde expects Czech guests

Czech Foreign Minister Radka Holubová is scheduled to make an official visit to Cape Verde on August 16-17, the ministry in Prague said on Monday. The islands lie on the way home from Brazil, if one does not mind a detour of four hours.
=== page 2023-09-11 mindelo.example
title: Czech tourists love the wind

More Czech tourists than ever have come to Sal this summer. Most of them bring a board and a sail.
=== expect 2023-08-15 as-known-on 2023-08-15
CONSULT/visit CZE > CPV; state: announced; when: 2023-08-16/2023-08-17
=== expect 2023-08-17 as-known-on 2023-08-15
CONSULT/visit CZE > CPV; state: announced
=== expect 2023-08-18 as-known-on 2023-08-18
CONSULT/visit CZE > CPV; state: overdue
=== expect 2024-08-18
CONSULT/visit CZE > CPV; state: overdue; when: 2023-08-16/2023-08-17; claims: 1; sources: 1
