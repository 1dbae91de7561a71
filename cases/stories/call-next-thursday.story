# The same, with the day of the week.
=== page 2022-10-17 triglav.example
title: Zagreb will ring

Croatian Prime Minister Davor Knez and Norwegian Prime Minister Liv Aune will have a telephone conversation on Thursday. The terminal on Krk could take twice the gas that it takes now.
=== page 2022-10-21 glomma.example
title: Gas and ferries

Norwegian Prime Minister Liv Aune spoke by telephone with Croatian Prime Minister Davor Knez on Thursday. Ferries came up as well: there is a yard in Pula that builds them.
=== expect 2022-10-18 as-known-on 2022-10-18
CONSULT/call HRV+NOR; state: announced; when: 2022-10-20
=== expect 2022-10-25
CONSULT/call HRV+NOR; state: held; when: 2022-10-20; claims: 2; sources: 2
