# Dealings of other kinds have lives as well: a naval exercise that was held, a border that should have opened.
=== page 2023-06-12 galle-face.example
title: Grey ships off Colombo

India and Sri Lanka will hold a naval exercise off Colombo on July 6-9. Fishing boats are asked to stay in harbour.
=== page 2023-06-19 asmara-letter.example
title: Gates to open

Ethiopia will reopen its border with Eritrea on July 20, the governor of Tigray said. In Zalambessa the tea houses are being whitewashed.
=== page 2023-07-10 galle-face.example
title: No boat was run down

India and Sri Lanka held a naval exercise off Colombo on July 6-9. The boats are out again, and tuna is down by forty rupees.
=== expect 2023-07-01 as-known-on 2023-07-01
COOPERATE/military IND+LKA; state: announced; when: 2023-07-06/2023-07-09
RETREAT/ease ETH > ERI; state: announced; when: 2023-07-20
=== expect 2023-08-01
COOPERATE/military IND+LKA; state: held; when: 2023-07-06/2023-07-09; claims: 2; sources: 1
RETREAT/ease ETH > ERI; state: overdue; when: 2023-07-20
