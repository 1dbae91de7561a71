# A visit is cancelled for good. Four months later another is arranged for another time: the cancelled one stays cancelled, the new one has a life of its own.
=== page 2017-02-20 shannon.example
title: Samba on the Liffey

Brazilian Culture Minister Iara Couto will visit Ireland on March 16-17. She plays the accordion and has been asked to bring it.
=== page 2017-03-09 shannon.example
title: No samba

Brazilian Culture Minister Iara Couto cancelled her visit to Ireland planned for March 16. Her party has left the government.
=== page 2017-07-10 cerrado.example
title: Accordion in September

Brazilian Culture Minister Iara Couto will visit Ireland on September 21, the embassy in Dublin said on Monday. She is in the government again.
=== page 2017-09-22 shannon.example
title: Samba after all

Brazilian Culture Minister Iara Couto arrived in Ireland on Thursday. She played for an hour in a pub in Ennis and lost nothing but her umbrella.
=== expect 2017-04-01 as-known-on 2017-04-01
CONSULT/visit BRA > IRL; state: cancelled; claims: 2
=== expect 2017-08-01 as-known-on 2017-08-01
CONSULT/visit BRA > IRL; state: cancelled; claims: 2
CONSULT/visit BRA > IRL; state: announced; when: 2017-09-21; claims: 1
=== expect 2017-10-01
CONSULT/visit BRA > IRL; state: cancelled; claims: 2; sources: 1
CONSULT/visit BRA > IRL; state: held; when: 2017-09-21; claims: 2; sources: 2
