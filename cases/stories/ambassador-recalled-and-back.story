# Recall and return are opposite dealings, not one that is suspended and resumed.
=== page 2021-09-20 mombasa-mail.example
title: Empty residence

Kenya on Friday recalled its ambassador from Somalia. The cook stays.
=== page 2021-12-06 benadir.example
title: The residence is swept

Kenya and Somalia restored diplomatic relations on Sunday, eleven weeks after the quarrel about the fishing grounds.

The residence in Mogadishu has been swept and the generator oiled.
=== page 2021-12-08 mombasa-mail.example
title: The cook is glad

Somalia and Kenya restored diplomatic relations on December 5. In the kitchen of the residence they have baked a cake, says the cook, who stayed through it all.
=== expect 2021-10-01 as-known-on 2021-10-01
SANCTION/break KEN > SOM; state: held; when: 2021-09-17
=== expect 2021-12-15
SANCTION/break KEN > SOM; state: held; claims: 1
SUPPORT/relations KEN+SOM; state: held; when: 2021-12-05; claims: 2; sources: 2
