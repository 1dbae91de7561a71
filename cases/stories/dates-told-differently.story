# "Next month", "in mid-December", "December 15-16": three speakers, one visit, and the most exact of them dates it.
=== page 2021-11-15 tokaj.example
title: Guest from the steppe

The president of Kazakhstan will visit Hungary next month, Foreign Minister Gergely Bakos said in Budapest. "We have much to talk about, and most of it has hooves," he added.
=== page 2021-11-22 astana-evening.example
title: Horses and vaccines

A vaccine against horse fever is to be made in Almaty from spring. The president of Kazakhstan is to travel to Hungary in mid-December, his adviser Serik Aliyev told reporters at the opening of the plant.
=== page 2021-11-29 steppe.example
title: Programme is ready

The president of Kazakhstan will visit Hungary on December 15-16, the ambassador in Budapest said on Monday. The bridges of the capital will be closed to lorries on both days.
=== expect 2021-11-16 as-known-on 2021-11-16
CONSULT/visit KAZ > HUN; state: announced; when: 2021-12
=== expect 2021-12-01
CONSULT/visit KAZ > HUN; state: announced; when: 2021-12-15/2021-12-16; claims: 3; sources: 3
=== expect 2021-12-16
CONSULT/visit KAZ > HUN; state: announced
=== expect 2021-12-17
CONSULT/visit KAZ > HUN; state: overdue
