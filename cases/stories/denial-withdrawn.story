# A meeting is reported, denied, and admitted by the outlet that brought the denial. By the last word of each, nobody contradicts any more.
=== page 2023-03-09 pearl-coast.example
title: Two guests on one floor

Iranian Foreign Minister Reza Kamali met US envoy Nora Whitfield in Doha on March 3. They came down in different lifts.
=== page 2023-03-10 alborz.example
title: Pure invention

Iran's foreign ministry denied that Foreign Minister Reza Kamali had met US envoy Nora Whitfield in Doha. The minister had been there for his kidneys, it said.
=== page 2023-03-14 alborz.example
title: Not so pure

Iranian Foreign Minister Reza Kamali did meet US envoy Nora Whitfield in Doha on March 3, his ministry admitted. The kidneys are well.
=== expect 2023-03-09 as-known-on 2023-03-09
CONSULT/meeting IRN+USA; state: held; when: 2023-03-03
=== expect 2023-03-12 as-known-on 2023-03-12
CONSULT/meeting IRN+USA; state: disputed; claims: 2; sources: 2
=== expect 2023-03-20
CONSULT/meeting IRN+USA; state: held; when: 2023-03-03; where: Doha (QAT); claims: 3; sources: 2
