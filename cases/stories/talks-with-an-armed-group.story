# A movement is a party as a state is: talks announced, held and followed by a second round that is still to come.
=== page 2022-05-09 khyber-mail.example
title: Jirga in Kabul

Pakistan and the Taliban will hold talks on border crossings in Kabul on May 18. The lorries stand in a queue of nine kilometres.
=== page 2022-05-19 hindu-kush.example
title: Apricots may pass

Talks between Pakistan and the Taliban on border crossings were held in Kabul on Wednesday. Apricots may pass, tomatoes may not.
=== page 2022-05-23 khyber-mail.example
title: Tomatoes in June

Pakistan and the Taliban will hold talks on tomatoes in Islamabad on June 14.
=== expect 2022-06-01
CONSULT/talks PAK+TALIBAN; state: held; when: 2022-05-18; where: Kabul (AFG); claims: 2; sources: 2
CONSULT/talks PAK+TALIBAN; state: announced; when: 2022-06-14; where: Islamabad (PAK); claims: 1
=== expect 2022-06-15
CONSULT/talks PAK+TALIBAN; state: held; when: 2022-05-18
CONSULT/talks PAK+TALIBAN; state: overdue; when: 2022-06-14
