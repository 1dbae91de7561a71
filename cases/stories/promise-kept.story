# What was to be sent in March was delivered in March. The promise and the delivery are two records; the delivery that was foreseen and the one that was made are one.
=== page 2022-01-24 fennoscandia.example
title: Help for the Shire valley

Finland pledged to help Malawi with water pumps after the floods.

Finland will send medical aid to Malawi in March, Development Minister Saara Aho said on Monday.
=== page 2022-03-21 shire-valley.example
title: The boxes are here

Finland delivered medical aid to Malawi on Saturday. Children in Nsanje followed the lorries on bicycles.
=== expect 2022-02-01 as-known-on 2022-02-01
AGREE/commitment FIN > MWI; state: held
AID FIN > MWI; state: announced; when: 2022-03
=== expect 2022-04-15
AGREE/commitment FIN > MWI; state: held
AID FIN > MWI; state: held; when: 2022-03-19; sources: 2
