# The second round was broken off; a third is announced. The third is another dealing, and what was broken off stays so.
=== page 2019-09-02 lakeshore-times.example
title: Second round

Kenya and Uganda will hold talks on fishing in Kisumu on September 9-11.
=== page 2019-09-11 mwanza-mail.example
title: The door

Kenya and Uganda broke off their talks in Kisumu on Tuesday. Somebody had counted the nets twice.
=== page 2019-10-01 lakeshore-times.example
title: Third round

Kenya and Uganda will hold talks on fishing in Entebbe on October 14.
=== expect 2019-10-05
CONSULT/talks KEN+UGA; state: suspended; claims: 2; where: Kisumu (KEN)
CONSULT/talks KEN+UGA; state: announced; when: 2019-10-14
