# The meeting of Singapore in June 2018, retold from public facts: fixed, called off two weeks before, on again, and held on its day. Whether a meeting that is on
# again is announced or still cancelled until it is held, DESIGN.md leaves open: both are allowed on that day.
=== page 2018-05-11 straits-ledger.example
title: Singapore chosen for June 12

US President Donald Trump will meet North Korean leader Kim Jong Un in Singapore on June 12. The city beat Ulaanbaatar and a hall in a border village to it, and its hotels have raised their prices.
=== page 2018-05-25 straits-ledger.example
title: A letter from the White House

US President Donald Trump cancelled his meeting with North Korean leader Kim Jong Un, which was planned for June 12 in Singapore. A printer in Geylang is left with forty thousand paper flags.
=== page 2018-06-02 potomac-notes.example
title: On again

US President Donald Trump will meet North Korean leader Kim Jong Un in Singapore on June 12 after all, the White House said on Friday. A large envelope had been carried into the Oval Office that afternoon.
=== page 2018-06-13 straits-ledger.example
title: Four hours on Sentosa

US President Donald Trump and North Korean leader Kim Jong Un met in Singapore on Tuesday. Lunch was beef rib and cod, and there was ice cream.

The paper flags sold out before noon.
=== expect 2018-05-20 as-known-on 2018-05-20
CONSULT/meeting PRK+USA; state: announced; when: 2018-06-12; where: Singapore (SGP)
=== expect 2018-05-28 as-known-on 2018-05-28
CONSULT/meeting PRK+USA; state: cancelled
=== expect 2018-06-05 as-known-on 2018-06-05
?CONSULT/meeting PRK+USA; state: announced; when: 2018-06-12; claims: 3
?CONSULT/meeting PRK+USA; state: cancelled; when: 2018-06-12; claims: 3
=== expect 2018-06-20
CONSULT/meeting PRK+USA; state: held; when: 2018-06-12; where: Singapore (SGP); claims: 4; sources: 2
