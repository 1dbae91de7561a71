# Another city, the same day and the same people: one record, and the later place is the right one.
=== page 2023-02-06 hofburg-daily.example
title: Vienna prepares for talks

Armenian Foreign Minister Aram Petrosyan and his Azerbaijani counterpart Elchin Mammadov will hold talks in Vienna on February 21. The palace has been heated for a week.
=== page 2023-02-15 hofburg-daily.example
title: Snow closes the palace

The roof is leaking, and the parquet of the great hall stands under water. Armenian Foreign Minister Aram Petrosyan and his Azerbaijani counterpart Elchin Mammadov will hold talks in Bratislava on February 21 instead, the hosts said on Wednesday.
=== page 2023-02-22 castle-hill.example
title: Two hours by the Danube

Armenian Foreign Minister Aram Petrosyan and Azerbaijani Foreign Minister Elchin Mammadov held talks in Bratislava on Tuesday. It was dry and warm up at the castle, and they stayed for two hours.
=== expect 2023-02-10 as-known-on 2023-02-10
CONSULT/talks ARM+AZE; state: announced; when: 2023-02-21; where: Vienna (AUT)
=== expect 2023-02-17 as-known-on 2023-02-17
CONSULT/talks ARM+AZE; state: announced; when: 2023-02-21; where: Bratislava (SVK)
=== expect 2023-02-28
CONSULT/talks ARM+AZE; state: held; when: 2023-02-21; where: Bratislava (SVK); persons: Aram Petrosyan, Elchin Mammadov; claims: 3; sources: 2
