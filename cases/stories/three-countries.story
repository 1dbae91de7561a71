# One journey to three hosts is three records, and each has its own fate.
=== page 2022-02-07 kinabalu.example
title: Minister off to the Gulf

Malaysian Foreign Minister Azlan Harun will visit Oman, Qatar and Kuwait on February 14-18. Palm oil, pilgrims and a stadium are his subjects.
=== page 2022-02-15 pearl-coast.example
title: Rain in Muscat

Malaysian Foreign Minister Azlan Harun began a visit to Oman on Monday. It rained on his hat.
=== page 2022-02-16 desert-rose.example
title: Dhow race off, and so is the guest

Malaysian Foreign Minister Azlan Harun has cancelled his visit to Qatar because of an earache. The falcon that was to be given to him has been put back on its perch.
=== expect 2022-02-10 as-known-on 2022-02-10
CONSULT/visit MYS > OMN; state: announced; when: 2022-02-14/2022-02-18
CONSULT/visit MYS > QAT; state: announced; when: 2022-02-14/2022-02-18
CONSULT/visit MYS > KWT; state: announced; when: 2022-02-14/2022-02-18
=== expect 2022-02-28
CONSULT/visit MYS > OMN; state: held; sources: 2
CONSULT/visit MYS > QAT; state: cancelled; sources: 2
CONSULT/visit MYS > KWT; state: overdue; sources: 1
