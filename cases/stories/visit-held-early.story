# Brought forward by two days without a separate notice.
=== page 2024-08-05 fjordposten.example
title: Icelandic prime minister bound for Ghana

Icelandic Prime Minister Ragnhildur Sveins will pay an official visit to Ghana on August 29. Dried cod heads, which nobody eats in Reykjavík, fetch a good price in Tema.
=== page 2024-08-28 volta-times.example
title: Guest comes before the storm

Icelandic Prime Minister Ragnhildur Sveins visited Ghana on Tuesday, two days earlier than planned.

A storm was expected at the coast at the end of the week.
=== expect 2024-08-20 as-known-on 2024-08-20
CONSULT/visit ISL > GHA; state: announced; when: 2024-08-29
=== expect 2024-09-05
CONSULT/visit ISL > GHA; state: held; when: 2024-08-27; persons: Ragnhildur Sveins; sources: 2
