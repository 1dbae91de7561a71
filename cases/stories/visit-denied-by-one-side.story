# A newspaper announces a visit; the host says that there is none. Nothing else is heard.
=== page 2018-10-08 delta-post.example
title: Cyprus minister in Cairo next week?

A Nicosia newspaper claims to have seen the flight plan. Cypriot Energy Minister Stelios Kakouris will visit Egypt on October 17, the newspaper wrote.
=== page 2018-10-10 nile-observer.example
title: Ministry knows of no guest

Cypriot Energy Minister Stelios Kakouris will not visit Egypt, the foreign ministry in Cairo said on Wednesday. The spokesman added that he read no newspapers from Nicosia.
=== expect 2018-10-09 as-known-on 2018-10-09
CONSULT/visit CYP > EGY; state: announced; when: 2018-10-17
=== expect 2018-10-12
CONSULT/visit CYP > EGY; state: denied; persons: Stelios Kakouris; claims: 2; sources: 2
=== expect 2018-11-30
CONSULT/visit CYP > EGY; state: denied
