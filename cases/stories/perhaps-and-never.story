# What was only possible is not due, and when its month has passed it is not overdue.
=== page 2018-01-22 paramaribo-post.example
title: A ferry and perhaps a guest

Dutch Trade Minister Femke Postma may visit Suriname in April. The ferry over the Corantijn is to have a new ramp.
=== page 2018-06-18 paramaribo-post.example
title: The ramp is dry

The ramp has been laid, and the first lorry stood on it for a photograph. From The Hague nothing has been heard.
=== expect 2018-02-01 as-known-on 2018-02-01
CONSULT/visit NLD > SUR; state: proposed; when: 2018-04
=== expect 2018-07-01
CONSULT/visit NLD > SUR; state: proposed; claims: 1
