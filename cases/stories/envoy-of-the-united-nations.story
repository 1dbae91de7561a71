# An envoy comes, is heard, and the page has the visit and the meeting in one breath.
=== page 2021-05-03 east-river.example
title: A suitcase for Khartoum

UN envoy Marta Lindqvist will travel to Sudan on May 10. Her luggage will travel with her this time.
=== page 2021-05-11 two-niles.example
title: Lindqvist is here

UN envoy Marta Lindqvist arrived in Sudan on Monday and met Foreign Minister Osman Badri.
=== expect 2021-05-20
CONSULT/visit UN > SDN; state: held; when: 2021-05-10; claims: 2; knows: CONSULT/meeting
CONSULT/meeting SDN+UN; state: held; when: 2021-05-10; persons: Marta Lindqvist, Osman Badri; knows: CONSULT/visit
