# Invited, accepted, never gone: the courtesies are held, and there is no visit to be overdue, for nobody set a day.
=== page 2021-06-01 steppe-eagle.example
title: Letter to Warsaw

Mongolian President Batbold Ganzorig invited Polish President Zofia Wrona to visit Mongolia. The letter was carried by a wrestler.
=== page 2021-06-11 mazovia.example
title: Wrona says yes

Polish President Zofia Wrona accepted Mongolia's invitation on Thursday. When she will go is not known.
=== expect 2022-06-11
REQUEST/invitation MNG > POL; state: held
AGREE/accept POL > MNG; state: held; when: 2021-06-10
?CONSULT/visit POL > MNG; state: proposed; when: none
?CONSULT/visit POL > MNG; state: announced; when: none
?REQUEST/invitation MNG > POL; state: held; when: 2021-06-10
