# The picture on an undated page shows the two presidents; it may be ten years old. It fulfils nothing: the meeting stays overdue.
=== page 2024-04-08 riverside.example
title: Presidents to meet in Asunción

Paraguayan President Blanca Rolón will meet Bolivian President Efraín Choque in Asunción on April 22. There is a natural gas line to be talked about that has been drawn four times and never dug.
=== page undated riverside.example
title: Maize prices at a record
format: html

<!DOCTYPE html>
<html lang="en"><head><title>Maize prices at a record | Riverside</title></head>
<body><main><article>
<h1>Maize prices at a record</h1>
<figure><img src="/p/17.jpg" alt=""><figcaption>Paraguayan President Blanca Rolón meets Bolivian President Efraín Choque in Asunción. <span class="credit">Photo: Riverside</span></figcaption></figure>
<p>A sack of maize costs twice as much as in January, the growers' union says. Mills in the south are closed two days a week, and bakers have begun to mix in cassava flour.</p>
<p>The rains are expected in October. Until then the price will not fall, traders at the central market believe, whatever the towns may wish.</p>
</article></main></body></html>
=== expect 2024-04-10 as-known-on 2024-04-10
CONSULT/meeting BOL+PRY; state: announced; when: 2024-04-22
?CONSULT/meeting BOL+PRY; state: held; when: none
=== expect 2024-05-10
CONSULT/meeting BOL+PRY; state: overdue; when: 2024-04-22
# The caption may stand as a record of its own.
?CONSULT/meeting BOL+PRY; state: held; when: none
