# A ceasefire of 2020, retold: agreed, then said to be broken by each side, then shells. Nothing of this cancels the agreement.
=== page 2020-10-10 caspian-wire.example
title: Guns to fall silent

Armenia and Azerbaijan agreed to a ceasefire on Friday night. It had taken the two delegations ten hours, and the sandwiches had run out after four.
=== page 2020-10-12 caspian-wire.example
title: Baku sees breach

Azerbaijan accused Armenia on Sunday of breaking the ceasefire. The quiet had lasted less than a day.
=== page 2020-10-12 ararat-post.example
title: Night in Hadrut

Azerbaijani artillery shelled Armenian positions near Hadrut on Sunday. People slept in the cellar of the school, and at dawn they counted the windows.
=== expect 2020-10-10 as-known-on 2020-10-10
AGREE/commitment ARM+AZE; state: held; when: 2020-10-09
=== expect 2020-10-20
AGREE/commitment ARM+AZE; state: held; claims: 1
ACCUSE/allege AZE > ARM; state: held; claims: 1
ASSAULT AZE > ARM; state: held; when: 2020-10-11; claims: 1
