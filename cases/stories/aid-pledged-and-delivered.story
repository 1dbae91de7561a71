# The pledge is kept by the delivery, but they stay two records: a word and a deed.
=== page 2022-01-11 malmo-post.example
title: Money for warm rooms

Sweden pledged 20 million euros in aid to Moldova on Monday.

The money is meant for schools that cannot be heated. In some villages of the north the children wear gloves to write.
=== page 2022-04-11 orhei.example
title: Stoves at last

Sweden delivered humanitarian aid to Moldova on Friday. The stoves are made in Småland.
=== page 2022-04-12 malmo-post.example
title: Aid arrives

Sweden sent humanitarian aid to Moldova on April 8. Eleven lorries had left Malmö four days before, and one of them broke down near Brno.
=== expect 2022-02-01 as-known-on 2022-02-01
AGREE/commitment SWE > MDA; state: held; when: 2022-01-10
=== expect 2022-04-20
AGREE/commitment SWE > MDA; state: held; claims: 1
AID SWE > MDA; state: held; when: 2022-04-08; claims: 2; sources: 2
