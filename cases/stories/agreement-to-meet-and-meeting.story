# Two ministers agree to meet and do so. The agreement may be a record; the meeting, foreseen and held, is another.
=== page 2018-02-06 ionian.example
title: A date for the spring

Greek Foreign Minister Eleni Vasilaki and her Albanian counterpart Arben Doka agreed on Monday to meet in Corfu in April. The line of the sea border has been open for nine years.

Hotels on the island are cheap at that time of the year.
=== page 2018-04-16 adriatic-star.example
title: Coffee in the old fort

They had the fort to themselves. Greek Foreign Minister Eleni Vasilaki met her Albanian counterpart Arben Doka in Corfu on Saturday, and four cartographers waited next door with sharpened pencils.
=== expect 2018-03-01 as-known-on 2018-03-01
?AGREE/commitment ALB+GRC; state: held; when: 2018-02-05
CONSULT/meeting ALB+GRC; state: announced; when: 2018-04
=== expect 2018-05-15
?AGREE/commitment ALB+GRC; state: held; when: 2018-02-05; claims: 1
CONSULT/meeting ALB+GRC; state: held; when: 2018-04-14; where: Corfu (GRC); claims: 2; sources: 2
=== expect 2018-05-15 as-known-on 2018-03-01
?AGREE/commitment ALB+GRC; state: held
CONSULT/meeting ALB+GRC; state: overdue; when: 2018-04
