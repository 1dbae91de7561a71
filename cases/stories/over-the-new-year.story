# Announced in December for January: the year that is meant is the next.
=== page 2019-12-16 oresund.example
title: Christmas trees for the Emirates

Danish Environment Minister Asger Holm will visit the United Arab Emirates on January 8. A glasshouse for spruce has been built in the desert.
=== page 2020-01-09 pearl-coast.example
title: Snow from a machine

Danish Environment Minister Asger Holm was on a visit to the United Arab Emirates on Wednesday. It snowed for ten minutes, indoors.
=== expect 2019-12-31 as-known-on 2019-12-31
CONSULT/visit DNK > ARE; state: announced; when: 2020-01-08
=== expect 2020-01-08 as-known-on 2019-12-31
CONSULT/visit DNK > ARE; state: announced
=== expect 2020-01-09 as-known-on 2019-12-31
CONSULT/visit DNK > ARE; state: overdue
=== expect 2020-01-15
CONSULT/visit DNK > ARE; state: held; when: 2020-01-08; claims: 2; sources: 2
