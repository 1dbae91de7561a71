# Another city, the same day and the same people: one record, and the later place is the right one.
=== page 2023-02-06 hofburg-daily.example
title: Vienna prepares for talks

The foreign ministers of Armenia and Azerbaijan will hold talks in Vienna on February 21.
=== page 2023-02-15 hofburg-daily.example
title: Snow closes the palace

The foreign ministers of Armenia and Azerbaijan will hold talks in Bratislava on February 21 instead of Vienna, the hosts said on Wednesday.

The roof of the palace in Vienna is leaking.
=== page 2023-02-22 castle-hill.example
title: Two hours by the Danube

The foreign ministers of Armenia and Azerbaijan held talks in Bratislava on Tuesday.
=== expect 2023-02-10 as-known-on 2023-02-10
CONSULT/talks ARM+AZE; state: announced; when: 2023-02-21; where: Vienna (AUT)
=== expect 2023-02-17 as-known-on 2023-02-17
CONSULT/talks ARM+AZE; state: announced; when: 2023-02-21; where: Bratislava (SVK)
=== expect 2023-02-28
CONSULT/talks ARM+AZE; state: held; when: 2023-02-21; where: Bratislava (SVK); claims: 3; sources: 2
