# On a dated page the caption shows what the text reports. It is the same meeting, told once.
=== page 2024-02-27 lakeshore.example
title: Presidents to meet at the falls

A meeting between Zambian President Luyando Mwale and Zimbabwean President Tendai Gumbo is planned in Livingstone for March 12. The bridge is to be painted, and each wants his own colour.
=== page 2024-03-13 lakeshore.example
title: The bridge will be grey
format: html

<!DOCTYPE html>
<html lang="en"><head><title>The bridge will be grey | Lakeshore</title>
<meta property="og:url" content="https://lakeshore.example/2024/03/bridge">
<meta property="article:published_time" content="2024-03-13T07:10:00+02:00"></head>
<body><main><article>
<h1>The bridge will be grey</h1>
<div class="article-body">
<figure><img src="/p/3.jpg" alt=""><figcaption>Zambian President Luyando Mwale meets Zimbabwean President Tendai Gumbo in Livingstone. <span class="credit">Photo: Lakeshore</span></figcaption></figure>
<p>Zambian President Luyando Mwale met Zimbabwean President Tendai Gumbo in Livingstone on Tuesday. The spray from the falls made it hard to read the colour chart.</p>
<p>Grey is what they could both live with. The painters begin after the rains, from both ends.</p>
</div>
</article></main></body></html>
=== expect 2024-03-01 as-known-on 2024-03-01
CONSULT/meeting ZMB+ZWE; state: announced; when: 2024-03-12
=== expect 2024-03-20
CONSULT/meeting ZMB+ZWE; state: held; when: 2024-03-12; claims: 2; sources: 1
