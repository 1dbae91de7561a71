# Five presidents meet; pages from each capital care for their own and name fewer. One record with all five.
=== page 2019-08-26 amazonas.example
title: Rivers and roads

Brazil, Colombia, Ecuador, Guyana and Peru will hold a summit in Manaus on September 12. Fires have burnt for six weeks along the southern tributaries, and the smoke can be smelt in the opera house.
=== page 2019-09-13 bogota-mail.example
title: Bogotá comes home with promises

Brazil, Colombia and Peru held a summit in Manaus on Thursday. There will be more watchtowers and, some day, an aeroplane that carries water.
=== page 2019-09-13 demerara.example
title: Our president among the great

Guyana and Brazil held a summit in Manaus on September 12. There was a thunderstorm.
=== expect 2019-09-01 as-known-on 2019-09-01
CONSULT/summit BRA+COL+ECU+GUY+PER; state: announced; when: 2019-09-12; where: Manaus (BRA)
=== expect 2019-09-20
CONSULT/summit BRA+COL+ECU+GUY+PER; state: held; when: 2019-09-12; where: Manaus (BRA); claims: 3; sources: 3
