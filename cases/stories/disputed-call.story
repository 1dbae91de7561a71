# One capital tells of a call, the other says that there was none. An agency's report and its copy are one voice, so it is one against one: disputed.
=== page 2022-03-09 vitosha.example
title: Iliev and Ristov on the line

SOFIA, March 9 (Vitosha) - Bulgarian President Plamen Iliev had a telephone conversation with North Macedonian President Goce Ristov on Tuesday, his office said.

They are said to have spoken for a quarter of an hour about the night train, which has not run since the bridge at Gyueshevo was washed away, and about a schoolbook in which one king appears under two names. The conversation was friendly, the office added, and in the end there was laughter on both sides of the border.
=== page 2022-03-09 dunav.example
title: A quarter of an hour

Bulgarian President Plamen Iliev had a telephone conversation with North Macedonian President Goce Ristov on Tuesday, his office said.

They are said to have spoken for a quarter of an hour about the night train, which has not run since the bridge at Gyueshevo was washed away, and about a schoolbook in which one king appears under two names. The conversation was friendly, the office added, and in the end there was laughter on both sides.
=== page 2022-03-10 vardar.example
title: Who was on the phone?

North Macedonian President Goce Ristov did not have a telephone conversation with Bulgarian President Plamen Iliev, his office said. On Tuesday evening the president had been at the dentist's.
=== expect 2022-03-09 as-known-on 2022-03-09
CONSULT/call BGR+MKD; state: held; when: 2022-03-08; claims: 2; sources: 1
=== expect 2022-03-20
CONSULT/call BGR+MKD; state: disputed; when: 2022-03-08; persons: Goce Ristov, Plamen Iliev; claims: 3; sources: 2
