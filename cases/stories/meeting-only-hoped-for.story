# Somebody would like to meet; nobody agrees; nothing is due, so nothing is overdue.
=== page 2018-03-12 tirana-today.example
title: Why not Gyumri?

Armenian Prime Minister Tigran Manukyan proposed a meeting with his Georgian counterpart in Gyumri. The town has a good hotel.
=== page 2018-06-04 javakhk.example
title: Potatoes first

In Gyumri the hotel has been sold. Asked about Georgia, the mayor spoke of potatoes.
=== expect 2018-03-15 as-known-on 2018-03-15
CONSULT/meeting ARM+GEO; state: proposed; when: none
=== expect 2019-01-01
CONSULT/meeting ARM+GEO; state: proposed; claims: 1
