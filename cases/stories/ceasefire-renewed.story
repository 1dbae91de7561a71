# A ceasefire holds, breaks and is brought back. One thing, whose state is that of the last word.
=== page 2021-03-02 karst-gazette.example
title: Silence since Sunday

A ceasefire between Armenia and Azerbaijan has been in force since Sunday.
=== page 2021-03-12 aras-evening.example
title: Two hours

The ceasefire between Armenia and Azerbaijan collapsed on Thursday. It had lasted for eleven days.
=== page 2021-03-21 karst-gazette.example
title: Silence again

Armenia and Azerbaijan restored the ceasefire on Saturday.
=== expect 2021-03-15 as-known-on 2021-03-15
RETREAT/ceasefire ARM+AZE; state: suspended; claims: 2
=== expect 2021-04-01
RETREAT/ceasefire ARM+AZE; state: resumed; claims: 3
