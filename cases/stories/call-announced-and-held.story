# A telephone call with a date, and the call.
=== page 2019-05-13 triglav.example
title: A line to Belgrade

Slovenian President Jana Hribar and Serbian President Goran Simić will have a telephone conversation on May 16. The estate of the former federation is still being divided, embassy by embassy and carpet by carpet.
=== page 2019-05-17 sava.example
title: Forty minutes

Slovenian President Jana Hribar had a telephone conversation with Serbian President Goran Simić on Thursday.

It was about carpets, her office let it be known, and about the railway.
=== expect 2019-05-14 as-known-on 2019-05-14
CONSULT/call SRB+SVN; state: announced; when: 2019-05-16
=== expect 2019-05-20
CONSULT/call SRB+SVN; state: held; when: 2019-05-16; persons: Goran Simić, Jana Hribar; claims: 2; sources: 2
