# Put off, nobody knows to when; half a year later it is still put off, not overdue.
=== page 2022-01-17 sundarbans.example
title: A guest for the book fair

Singaporean Prime Minister Daryl Goh will visit Bangladesh on February 15-16, the foreign ministry in Dhaka said on Monday. He has written two crime novels and is to open the book fair.
=== page 2022-02-07 padma.example
title: Book fair without the guest

The visit of the Singaporean prime minister to Bangladesh has been postponed indefinitely. The organisers of the fair have put a poet in his place.
=== expect 2022-02-01 as-known-on 2022-02-01
CONSULT/visit SGP > BGD; state: announced; when: 2022-02-15/2022-02-16
=== expect 2022-08-01
CONSULT/visit SGP > BGD; state: postponed; sources: 2
