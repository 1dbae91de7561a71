# A format is suspended, resumed and suspended again: the last word counts.
=== page 2018-05-02 sumida.example
title: Empty chairs in Tokyo

Japan suspended its security talks with South Korea on Tuesday. A wreath had been laid in the wrong place.
=== page 2018-09-03 hangang.example
title: The chairs are taken

Japan and South Korea resumed their security talks on Friday. Nobody mentioned wreaths.
=== page 2019-07-02 sumida.example
title: Empty again

Japan suspended its security talks with South Korea on Monday.
=== expect 2018-06-01 as-known-on 2018-06-01
CONSULT/talks JPN+KOR; state: suspended
=== expect 2018-10-01 as-known-on 2018-10-01
CONSULT/talks JPN+KOR; state: resumed; claims: 2
=== expect 2019-08-01
CONSULT/talks JPN+KOR; state: suspended; claims: 3; sources: 2
