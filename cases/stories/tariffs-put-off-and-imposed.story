# A measure, too, can be announced, put off and at last taken.
=== page 2019-04-08 rust-belt.example
title: Steel from June

The United States will impose tariffs on steel from Brazil on June 1. The mills of Ohio have asked for this since the winter.
=== page 2019-05-28 vitoria.example
title: A summer's reprieve

The United States has postponed its tariffs on steel from Brazil to September 3, 2019. In the harbour of Vitória two ships were loaded overnight.
=== page 2019-09-04 rust-belt.example
title: Steel costs more

The United States imposed tariffs on steel from Brazil on Tuesday. A maker of bathtubs in Toledo has already put a new price on the tag.
=== expect 2019-04-10 as-known-on 2019-04-10
SANCTION USA > BRA; state: announced; when: 2019-06-01
=== expect 2019-06-15 as-known-on 2019-06-15
SANCTION USA > BRA; state: postponed; when: 2019-09-03
=== expect 2019-09-10
SANCTION USA > BRA; state: held; when: 2019-09-03; claims: 3; sources: 2
