# At one summit a president meets two colleagues one after the other: two meetings, though day, place and one party are the same.
=== page 2019-06-29 kansai.example
title: Ellery's busy Friday

French President Luc Marchand met with Canadian Prime Minister Ruth Ellery in Osaka on Friday. They spoke for twenty minutes, mostly of cheese.
=== page 2019-06-29 maple-review.example
title: A second cup of tea

Canadian Prime Minister Ruth Ellery met Indian Prime Minister Arjun Menon in Osaka on Friday. Lentils were the matter: the duty on them has closed two mills in Saskatchewan.
=== page 2019-06-30 ganges.example
title: Menon in Osaka

Indian Prime Minister Arjun Menon held a meeting with his Canadian counterpart Ruth Ellery in Osaka on June 28. He also found time for a shrine and a shop that sells nothing but knives.
=== expect 2019-07-05
CONSULT/meeting CAN+FRA; state: held; when: 2019-06-28; where: Osaka (JPN); claims: 1
CONSULT/meeting CAN+IND; state: held; when: 2019-06-28; where: Osaka (JPN); persons: Arjun Menon, Ruth Ellery; claims: 2; sources: 2
