# A second outlet prints the agency's report with one figure changed. The copy is no second source, and the visit is one.
=== page 2019-10-07 wire-north.example
title: Copenhagen looks to Bangkok

COPENHAGEN, Oct 7 (Wire North) - Danish Trade Minister Bodil Krag will visit Thailand on November 14, her ministry said on Monday.

She is to be accompanied by eleven makers of windmills and one maker of liquorice. The programme has a morning in a paper mill, an afternoon in the garden of the embassy and an evening on the river. The ministry did not say whether the monkeys in the garden, which bite, had been asked to stay away. Danish exports to Thailand grew by a tenth last year, and most of that was pork.
=== page 2019-10-08 aalborg-mirror.example
title: Copenhagen looks to Bangkok

Danish Trade Minister Bodil Krag will visit Thailand on November 24, her ministry said on Monday.

She is to be accompanied by eleven makers of windmills and one maker of liquorice. The programme has a morning in a paper mill, an afternoon in the garden of the embassy and an evening on the river. The ministry did not say whether the monkeys in the garden, which bite, had been asked to stay away. Danish exports to Thailand grew by a tenth last year, and most of that was pork.
=== page 2019-11-15 siam-gazette.example
title: Windmills for the gulf

Danish Trade Minister Bodil Krag came to Thailand on Thursday. No monkey was seen.
=== expect 2019-10-10 as-known-on 2019-10-10
CONSULT/visit DNK > THA; state: announced; claims: 2; sources: 1
=== expect 2019-11-20
CONSULT/visit DNK > THA; state: held; when: 2019-11-14; claims: 3; sources: 2
