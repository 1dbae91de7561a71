# An outlet reports a visit and next day takes it back. One outlet does not contradict itself: it corrects itself, and the visit is denied, not disputed.
=== page 2019-11-05 harmattan.example
title: Minister at the salt caravan

Slovenian Foreign Minister Blaž Kralj visited Niger on Monday. He was seen with a camel.
=== page 2019-11-06 harmattan.example
title: It was not the minister

Slovenian Foreign Minister Blaž Kralj did not visit Niger on Monday. The man with the camel was a dentist from Maribor; we regret the error.
=== expect 2019-11-05 as-known-on 2019-11-05
CONSULT/visit SVN > NER; state: held; when: 2019-11-04
=== expect 2019-11-10
CONSULT/visit SVN > NER; state: denied; sources: 1
