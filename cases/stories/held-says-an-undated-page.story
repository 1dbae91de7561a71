# A page without a date reports the visit in its text, with day and month. That is no caption: it fulfils.
=== page 2017-08-21 adriatic-star.example
title: Mass in Lima

Maltese Foreign Minister Karm Zahra will visit Peru on September 11-12. He speaks no Spanish, but Latin.
=== page undated pisco-herald.example
title: Latin in Lima

Maltese Foreign Minister Karm Zahra visited Peru on September 11-12. At the cathedral he was understood.
=== expect 2017-10-01
CONSULT/visit MLT > PER; state: held; when: 2017-09-11/2017-09-12; claims: 2; sources: 2
