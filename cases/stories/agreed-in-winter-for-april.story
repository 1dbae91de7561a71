# "Agreed to hold talks in April", said in February, is the April that is to come.
=== page 2019-02-12 dinar.example
title: Two ministers, one river

Algeria and Tunisia agreed to hold talks on the Medjerda river in Annaba in April. The two water ministers shook hands on it in front of a map that was older than either of them.

In dry summers the river hardly reaches the sea.
=== page 2019-04-18 kasbah.example
title: The river is low

Talks between Algeria and Tunisia on the Medjerda river took place in Annaba on Wednesday.

"We have counted the dams," one engineer said, "and now we count the cubic metres." Nothing was signed.
=== expect 2019-03-01 as-known-on 2019-03-01
?AGREE/commitment DZA+TUN; state: held
CONSULT/talks DZA+TUN; state: announced; when: 2019-04
=== expect 2019-05-10
?AGREE/commitment DZA+TUN; state: held
CONSULT/talks DZA+TUN; state: held; when: 2019-04-17; claims: 2
