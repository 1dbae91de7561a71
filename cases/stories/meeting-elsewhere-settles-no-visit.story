# They met on that day, but not where the visit was to go, and another minister met somebody there. The visit is overdue.
=== page 2022-03-01 drava-courier.example
title: Horvat goes to Ljubljana

Croatian Foreign Minister Marko Horvat will visit Slovenia on March 8.
=== page 2022-03-09 sava-evening.example
title: Two lunches

Croatian Foreign Minister Marko Horvat met Slovenian Foreign Minister Alenka Zupan in Vienna on March 8. Croatian Trade Minister Iva Perić met Slovenian Trade Minister Rok Bevk in Maribor on March 8.
=== expect 2022-03-20
CONSULT/visit HRV > SVN; state: overdue; when: 2022-03-08
CONSULT/meeting HRV+SVN; state: held; when: 2022-03-08; persons: Marko Horvat, Alenka Zupan
CONSULT/meeting HRV+SVN; state: held; when: 2022-03-08; persons: Iva Perić, Rok Bevk
