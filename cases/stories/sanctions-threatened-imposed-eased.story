# Threat, act and relief are three dealings, however well they belong together.
=== page 2019-03-05 ottawa-line.example
title: Warning to Managua

Canada threatened Nicaragua with sanctions on Monday. Eleven students are still missing since the night on the bridge of León.
=== page 2019-04-04 ottawa-line.example
title: The list is out

Three Nicaraguan generals were placed under sanctions by Canada on Wednesday. Their yachts are not mentioned.
=== page 2020-09-14 mosquito-coast.example
title: Relief for the coffee growers

Canada eased its sanctions against Nicaragua on Friday. Coffee may be sold again; the generals' accounts stay frozen.
=== expect 2019-03-20 as-known-on 2019-03-20
THREATEN CAN > NIC; state: held; when: 2019-03-04
=== expect 2020-09-20
THREATEN CAN > NIC; state: held; claims: 1
SANCTION CAN > NIC; state: held
RETREAT/ease CAN > NIC; state: held; when: 2020-09-11
# "Its sanctions" may be told once more as a claim without a time of its own.
?SANCTION CAN > NIC; state: held
