# What the visitor calls a visit, the host's outlet tells as a reception: a visit and a meeting on the same day that know each other.
=== page 2019-03-04 cerrado.example
title: Cocoa and aeroplanes

Brazilian President Otávio Lemos is scheduled to make an official visit to Ghana from March 20 to 22. Ten makers of chocolate travel with him.
=== page 2019-03-22 accra-lamp.example
title: Gold and green

Ghanaian President Kofi Amoako received Brazilian President Otávio Lemos in Accra on Thursday. The two men had studied agriculture in the same town, twelve years apart.
=== page 2019-03-25 cerrado.example
title: Lemos back with a drum

Brazilian President Otávio Lemos concluded his visit to Ghana on Friday. Of the ten makers of chocolate nine came home with contracts and one with malaria.
=== expect 2019-03-21 as-known-on 2019-03-10
CONSULT/visit BRA > GHA; state: announced
=== expect 2019-04-01
CONSULT/visit BRA > GHA; state: held; when: 2019-03-20/2019-03-22; sources: 1; knows: CONSULT/meeting
CONSULT/meeting BRA+GHA; state: held; when: 2019-03-21; where: Accra (GHA); knows: CONSULT/visit
