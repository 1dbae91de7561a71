# Each capital's outlet tells the meeting its own way, with its own minister first.
=== page 2021-06-14 colombo-sun.example
title: Perera in the atolls

Sri Lankan Foreign Minister Nimal Perera met his Maldivian counterpart Ahmed Zahir in Malé on Sunday. Tuna, ice and dollars were on the table, in this order.
=== page 2021-06-14 lagoon-daily.example
title: Tuna and students

Students from the southern atolls wait for visas. Maldives Foreign Minister Ahmed Zahir met Sri Lankan Foreign Minister Nimal Perera in Malé on June 13, and the first thing he laid on the table was a list of four hundred names.
=== expect 2021-06-20
CONSULT/meeting LKA+MDV; state: held; when: 2021-06-13; persons: Ahmed Zahir, Nimal Perera; where: Malé (MDV); claims: 2; sources: 2
