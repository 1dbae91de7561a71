# Neither page is dated and neither says the year. It stays unknown, and the visit is never overdue.
=== page undated savanna.example
title: Ghana's Amoako to visit Togo

Ghanaian President Kofi Amoako will visit Togo on December 3, his spokeswoman said. The road from Aflao is to be asphalted on the last six kilometres before that day.
=== page undated bight.example
title: Lomé repaints its kerbs

Ghanaian President Kofi Amoako is to visit Togo on December 3. The kerbs along the Boulevard du Mono are being painted yellow.
=== expect 2016-01-01
CONSULT/visit GHA > TGO; state: announced; when: XXXX-12-03; sources: 2
=== expect 2030-12-31
CONSULT/visit GHA > TGO; state: announced; when: XXXX-12-03; persons: Kofi Amoako; claims: 2; sources: 2
