# The ministers were to meet, nobody by name; a deputy came. No person contradicts another: one meeting.
=== page 2019-09-09 oslofjord.example
title: Ministers to meet about cod

The fisheries ministers of Norway and Estonia will meet in Bergen on September 25. Cod has become rare in the one sea and dear in the other.
=== page 2019-09-26 baltic-courier.example
title: Cod without the minister

Norwegian Deputy Fisheries Minister Sigrid Moen met Estonian Fisheries Minister Tarmo Kuusk in Bergen on Wednesday. Her minister was in hospital.
=== expect 2019-09-30
CONSULT/meeting EST+NOR; state: held; when: 2019-09-25; persons: Sigrid Moen, Tarmo Kuusk; where: Bergen (NOR); claims: 2
