# A third state offers its good offices; one side says no.
=== page 2022-05-10 pampero.example
title: Montevideo steps forward

Uruguay offered Guyana and Venezuela its mediation on Monday. The room is booked, and there is beef.
=== page 2022-05-13 orinoco.example
title: No, thank you

Venezuela rejected Uruguay's offer on Thursday. "There is nothing to mediate," the foreign minister said, and left for lunch.
=== expect 2022-05-11 as-known-on 2022-05-11
AGREE/commitment URY > GUY+VEN; state: held; when: 2022-05-09
?CONSULT/mediation URY > GUY+VEN; state: proposed
=== expect 2022-06-10
AGREE/commitment URY > GUY+VEN; state: held
REJECT VEN > URY; state: held; when: 2022-05-12
?CONSULT/mediation URY > GUY+VEN; state: proposed
