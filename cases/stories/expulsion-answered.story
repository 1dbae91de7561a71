# An eye for an eye: who acts and who suffers makes them two records. The second outlet's report of the first joins the first.
=== page 2018-03-27 skadar.example
title: Two must go

Two Serbian diplomats were expelled by Albania on Monday. They had been seen too often near the harbour of Durrës, with binoculars but without a book about birds.
=== page 2018-03-29 kalemegdan.example
title: Belgrade answers

It took Belgrade two days. In response, Serbia expelled two Albanian diplomats on Wednesday, and their removal van is parked in front of the embassy.
=== page 2018-03-30 levant-desk.example
title: A week in the Balkans

Albania expelled two Serbian diplomats on March 26. Serbia expelled two Albanian diplomats on March 28.
=== expect 2018-04-05
SANCTION/expel ALB > SRB; state: held; when: 2018-03-26; claims: 2; sources: 2
SANCTION/expel SRB > ALB; state: held; when: 2018-03-28; claims: 2; sources: 2
