# First a visit is possible, then it is announced, then it is made: one record that grows firmer.
=== page 2021-06-11 pampero.example
title: Oil for leather?

Angolan President Luís Kassoma may visit Argentina in September. The embassy has asked three estancias for horses that are quiet.
=== page 2021-08-30 benguela.example
title: The horse is chosen

Angolan President Luís Kassoma will visit Argentina on September 14-15, the foreign ministry in Luanda said on Monday.
=== page 2021-09-16 pampero.example
title: He stayed on

Angolan President Luís Kassoma paid a state visit to Argentina on September 14-15. On the second day he rode for an hour, and the horse was quiet.
=== expect 2021-06-20 as-known-on 2021-06-20
CONSULT/visit AGO > ARG; state: proposed; when: 2021-09
=== expect 2021-09-01 as-known-on 2021-09-01
CONSULT/visit AGO > ARG; state: announced; when: 2021-09-14/2021-09-15; claims: 2; sources: 2
=== expect 2021-09-20
CONSULT/visit AGO > ARG; state: held; when: 2021-09-14/2021-09-15; claims: 3; sources: 2
