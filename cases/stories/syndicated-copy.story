# Three outlets print one agency's report, each with a few words of its own; a fourth has its own reporter. Two sources.
=== page 2022-06-13 agency-south.example
title: Zambian foreign minister to visit Ireland

LUSAKA, June 13 (Agency South) - Zambian Foreign Minister Mutale Chansa will visit Ireland on July 4, her spokesman said on Monday.

Dairy farming, drums and a direct flight are to be discussed. Zambia keeps some four million head of cattle, but imports most of its butter, and the price of a pound has doubled since last year. In Dublin the minister will also see the manuscript room of Trinity College, where an aunt of hers once worked as a bookbinder.
=== page 2022-06-13 copperbelt-post.example
title: Chansa off to Dublin

Zambian Foreign Minister Mutale Chansa will visit Ireland on July 4, her spokesman said on Monday, Agency South reports.

Dairy farming, drums and a direct flight are to be discussed. Zambia keeps some four million head of cattle, but imports most of its butter, and the price of a pound has doubled since last year. In Dublin the minister will also see the manuscript room of Trinity College, where an aunt of hers once worked as a bookbinder.
=== page 2022-06-14 lake-bangweulu.example
title: Butter and drums

Zambian Foreign Minister Mutale Chansa will visit Ireland on July 4, her spokesman said on Monday.

Dairy farming, drums and a direct flight are to be discussed. Zambia keeps some four million cattle but imports most of its butter, and the price of a pound has doubled since last year. In Dublin the minister will also see the manuscript room of Trinity College, where an aunt of hers once worked as a bookbinder.
=== page 2022-06-14 liffey.example
title: Dublin expects guest

Zambia's foreign minister Mutale Chansa will travel to Ireland on July 4.

Butter from Kerry is to be served.
=== expect 2022-06-20
CONSULT/visit ZMB > IRL; state: announced; when: 2022-07-04; persons: Mutale Chansa; claims: 4; sources: 2
