# A visit of 2019, retold from public facts: announced in July, off in August because an island was not for sale, then a telephone call.
=== page 2019-08-01 oresund.example
title: Guest from Washington

US President Donald Trump will visit Denmark on September 2-3, the palace in Copenhagen said on Wednesday. The queen will give a dinner.
=== page 2019-08-21 oresund.example
title: The dinner is off

US President Donald Trump cancelled his visit to Denmark planned for September 2. The cooks heard of it on the radio.
=== page 2019-08-23 potomac-notes.example
title: By telephone

US President Donald Trump had a telephone conversation with Danish Prime Minister Mette Frederiksen on Thursday.
=== expect 2019-08-10 as-known-on 2019-08-10
CONSULT/visit USA > DNK; state: announced; when: 2019-09-02/2019-09-03
=== expect 2019-09-10
CONSULT/visit USA > DNK; state: cancelled; persons: Donald Trump; claims: 2; sources: 1
CONSULT/call DNK+USA; state: held; when: 2019-08-22; persons: Donald Trump, Mette Frederiksen; claims: 1
