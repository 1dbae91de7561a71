# Announced by one side, cancelled by the other over a quarrel about hake.
=== page 2021-05-31 meseta.example
title: Namibian foreign minister due in Spain

Namibian Foreign Minister Hilma Shikongo will visit Spain on June 17, the Spanish foreign ministry said on Monday. Half of the frozen hake in the shops of Vigo comes from Walvis Bay.
=== page 2021-06-11 skeleton-coast.example
title: No trip to Madrid

A visit to Spain by Namibian Foreign Minister Hilma Shikongo, planned for June 17, has been cancelled.

The hake quota has been a sore point since April.
=== expect 2021-06-01 as-known-on 2021-06-01
CONSULT/visit NAM > ESP; state: announced; when: 2021-06-17
=== expect 2021-06-30
CONSULT/visit NAM > ESP; state: cancelled; when: 2021-06-17; persons: Hilma Shikongo; sources: 2
