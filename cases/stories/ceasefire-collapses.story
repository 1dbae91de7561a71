# A ceasefire in force and its end are one standing thing: held, then suspended.
=== page 2023-04-24 white-nile.example
title: Quiet on the border

A ceasefire between Chad and Sudan has been in force since Saturday. On the market of Adré there are onions again.
=== page 2023-05-02 sahel-observer.example
title: Quiet is over

The ceasefire between Chad and Sudan collapsed on Monday, when mortars were fired at a well.
=== expect 2023-04-26 as-known-on 2023-04-26
RETREAT/ceasefire SDN+TCD; state: held
=== expect 2023-05-10
RETREAT/ceasefire SDN+TCD; state: suspended; sources: 2
