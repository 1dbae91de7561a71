# No page says that he came; one says whom he met there on the day. That is the visit's, and the meeting stays a dealing of its own.
=== page 2022-03-01 drava-courier.example
title: Horvat goes to Ljubljana

Croatian Foreign Minister Marko Horvat will visit Slovenia on March 8.
=== page 2022-03-09 sava-evening.example
title: A long lunch

Croatian Foreign Minister Marko Horvat met Slovenian Foreign Minister Alenka Zupan in Ljubljana on March 8. They spoke of the fish in the bay for two hours.
=== expect 2022-03-05 as-known-on 2022-03-05
CONSULT/visit HRV > SVN; state: announced; when: 2022-03-08
=== expect 2022-03-20
CONSULT/visit HRV > SVN; state: held; when: 2022-03-08; claims: 1; knows: CONSULT/meeting
CONSULT/meeting HRV+SVN; state: held; when: 2022-03-08; persons: Marko Horvat, Alenka Zupan; knows: CONSULT/visit
