# A commission is to meet before the year is out. That the presidents recall their talks of three weeks before fulfils nothing.
=== page 2021-09-13 fjord.example
title: Talks in Oslo

Norwegian Prime Minister Ragnhild Aas and Uruguayan President Bruno Sosa held talks in Oslo on Monday.

The trade commission of Norway and Uruguay will hold a meeting before the end of the year.
=== page 2021-10-04 fjord.example
title: Credentials

"During our recent talks, Uruguayan President Bruno Sosa and I outlined a plan for the fisheries," Norwegian Prime Minister Ragnhild Aas said.
=== expect 2022-03-01
CONSULT NOR+URY; state: held; when: 2021-09-13
CONSULT NOR+URY; state: overdue
?AGREE NOR+URY; state: held
