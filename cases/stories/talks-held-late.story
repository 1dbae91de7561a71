# The day of the talks passes with no word; they are held three days late.
=== page 2017-10-02 karpaty.example
title: A date for the gas price

Talks between Moldova and Romania on gas will take place in Galați on October 10. Winter came early last year, and the tanks are half full.
=== page 2017-10-14 prut.example
title: Pipeline price almost settled

Moldova and Romania held talks on gas in Galați on Friday, three days later than planned. A burst tyre near Cahul was blamed.
=== expect 2017-10-12 as-known-on 2017-10-12
CONSULT/talks MDA+ROU; state: overdue; when: 2017-10-10
=== expect 2017-10-20
CONSULT/talks MDA+ROU; state: held; when: 2017-10-13; claims: 2
