# A teaser of another page tells of the visit as done, on a page about something else. It fulfils nothing.
=== page 2020-01-13 sava.example
title: Croatian defence minister bound for Jordan

Croatian Defence Minister Davor Knezović will visit Jordan on January 28, his ministry said on Monday. He wants to see how tanks are repaired in the desert.
=== page 2020-02-03 petra-post.example
title: Almonds bloom early
format: html

<!DOCTYPE html>
<html lang="en"><head><title>Almonds bloom early | Petra Post</title>
<meta property="og:url" content="https://petra-post.example/2020/02/almonds">
<meta property="article:published_time" content="2020-02-03T08:00:00+02:00"></head>
<body><main><article>
<h1>Almonds bloom early</h1>
<div class="article-body">
<p>The almond trees around Ajloun are in bloom three weeks before their time, farmers say. An old proverb has it that whoever trusts the almond will lose his coat.</p>
<aside class="related"><a href="/2020/01/knezovic">Croatian Defence Minister Davor Knezović visits Jordan</a></aside>
<p>The weather service expects frost on two nights this week. Bees have been seen, but not many, and the keepers have put blankets over the hives.</p>
</div>
</article></main></body></html>
=== expect 2020-01-20 as-known-on 2020-01-20
CONSULT/visit HRV > JOR; state: announced; when: 2020-01-28
=== expect 2020-02-10
CONSULT/visit HRV > JOR; state: overdue; when: 2020-01-28
# The teaser may stand as a record of its own.
?CONSULT/visit HRV > JOR; state: held; when: none
?CONSULT/visit HRV > JOR; state: announced; when: none
