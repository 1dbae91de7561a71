# The same minister goes to the same neighbour twice within four weeks. Two records, and each report finds its own.
=== page 2023-05-02 andes-daily.example
title: Two journeys in May

Ecuadorian Trade Minister Camila Ordóñez will visit Peru on May 5. Bananas are on the agenda.
=== page 2023-05-06 pisco-herald.example
title: A bowl of soup in Lima

Ecuadorian Trade Minister Camila Ordóñez flew to Peru on Friday. She stayed for one night.
=== page 2023-05-22 andes-daily.example
title: Ordóñez returns to Lima

Three weeks have passed, and there is no agreement yet. Ecuadorian Trade Minister Camila Ordóñez will visit Peru on May 29, her ministry said on Monday.
=== page 2023-05-30 pisco-herald.example
title: Still no agreement on bananas

Ecuadorian Trade Minister Camila Ordóñez visited Peru on May 29, but went home without a signature. The growers of Machala had hung a banner over the motorway.
=== expect 2023-05-24 as-known-on 2023-05-24
CONSULT/visit ECU > PER; state: held; when: 2023-05-05; claims: 2
CONSULT/visit ECU > PER; state: announced; when: 2023-05-29; claims: 1
=== expect 2023-06-05
CONSULT/visit ECU > PER; state: held; when: 2023-05-05; claims: 2; sources: 2
CONSULT/visit ECU > PER; state: held; when: 2023-05-29; claims: 2; sources: 2
