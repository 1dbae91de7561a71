# Three days were planned; on the second the delegation left. The talks are broken off, neither held to their end nor cancelled.
=== page 2017-05-29 tenere.example
title: Border talks in Agadez

Chad and Niger will hold talks on the border in Agadez on June 5-7. The wells on the caravan road are to be counted and shared out.
=== page 2017-06-06 tenere.example
title: A good beginning

Chad and Niger opened talks on the border in Agadez on Monday. Tea was drunk three times before the first map was unrolled.
=== page 2017-06-07 ndjamena-soir.example
title: Empty chairs

Chad and Niger broke off their talks in Agadez on Tuesday. It was about the ninth well. The maps lie where they lay.
=== expect 2017-06-06 as-known-on 2017-06-06
CONSULT/talks NER+TCD; state: ongoing; when: 2017-06-05/2017-06-07
=== expect 2017-06-12
CONSULT/talks NER+TCD; state: suspended; sources: 2
