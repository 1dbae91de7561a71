# One page that sums up a week settles what three others announced, and leaves the fourth open.
=== page 2018-09-03 cape-lookout.example
title: Four dates for the calendar

Mexican Foreign Minister Ximena Robles will visit Finland on September 11. Japan and Oman will hold talks on fisheries in Muscat on September 12.

Malta and Tunisia are to sign a ferry agreement in Valletta on September 13. Nepalese Prime Minister Deepak Thapa will visit Bhutan on September 14.
=== page 2018-09-17 cape-lookout.example
title: What the week brought

Mexican Foreign Minister Ximena Robles visited Finland on September 11. Japan and Oman held talks on fisheries in Muscat on September 12.

Malta and Tunisia signed a ferry agreement in Valletta on September 13. There were also two eclipses, one of them visible.
=== expect 2018-09-12 as-known-on 2018-09-12
CONSULT/visit MEX > FIN; state: overdue; when: 2018-09-11
CONSULT/talks JPN+OMN; state: announced; when: 2018-09-12
SUPPORT/sign MLT+TUN; state: announced; when: 2018-09-13
CONSULT/visit NPL > BTN; state: announced; when: 2018-09-14
=== expect 2018-09-20
CONSULT/visit MEX > FIN; state: held; when: 2018-09-11; claims: 2; sources: 1
CONSULT/talks JPN+OMN; state: held; when: 2018-09-12; claims: 2; sources: 1
SUPPORT/sign MLT+TUN; state: held; when: 2018-09-13; where: Valletta (MLT); claims: 2; sources: 1
CONSULT/visit NPL > BTN; state: overdue; when: 2018-09-14; claims: 1
