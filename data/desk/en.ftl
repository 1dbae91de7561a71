# What the desk says in English.
# Names of messages are the same in all catalogues; tests hold them together. $n is a number of things.

### The frame
site-name = Servanda
site-motto = What was announced, and what became of it
skip-to-content = Skip to the content
menu-label = Sections
menu-feed = Newsfeed
menu-search = Search
menu-sources = Sources
menu-about = About
language-label = Language
theme-to-dark = Dark colours
theme-to-light = Light colours
theme-to-auto = Colours of the device
demo-note = A demonstration: states are real, everything told of them is invented. Today is { $date }.
footer-note = Every line leads back to the sentence that says it. A claim is what a page says, not what happened.
back-to-feed = To the newsfeed

### Problems
problem-not-found = There is nothing here
problem-not-found-help = The address may have been mistyped, or the record may have been joined to another one. The search finds records by words, parties and people.
problem-bad-question = This question makes no sense
problem-bad-question-help = Something in the address is not as it should be. Take it away and try again.
problem-gone = This page was forgotten
problem-gone-help = Somebody asked for it to be taken out of the ledger, and it was.
problem-forbidden = You may not do this
problem-forbidden-help = Log in with an account that may, or ask who runs this desk.
problem-too-long = This takes too long
problem-too-long-help = The answer would need more work than one reader is given. Ask for fewer parties or a shorter period.
problem-too-much = Too much was known on that day
problem-too-much-help = This ledger is too large to work out here what was known on a day so late. Choose an earlier day, or ask on the command line: servanda dossier and servanda records, with --as-known-on.
problem-too-many = Too many readers at once
problem-too-many-help = Please try again in a moment.
problem-too-large = That is too much
problem-too-large-help = What was sent is larger than this desk takes.
problem-method = This cannot be done here
problem-method-help = The address is right; what was asked of it is not.
problem-failed = Something went wrong
problem-failed-help = It is not your doing. It was noted; please try again.
problem-status = Error { $status }

### Dates
date-day = { $day } { $month }
date-day-year = { $day } { $month } { $year }
date-days = { $first }–{ $last } { $month }
date-days-year = { $first }–{ $last } { $month } { $year }
date-span = { $from } – { $to }
date-month-year = { $month } { $year }
date-year = { $year }
date-decade = the { $year }s
date-part-year = { $part } { $year }
date-from = from { $date }
date-until = until { $date }
date-about = about { $date }
date-uncertain = probably { $date }
date-year-unknown = { $date } (year unknown)
date-heading = { $weekday }, { $date }
date-moment = { $date }, { $time } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-alone-1 = January
month-alone-2 = February
month-alone-3 = March
month-alone-4 = April
month-alone-5 = May
month-alone-6 = June
month-alone-7 = July
month-alone-8 = August
month-alone-9 = September
month-alone-10 = October
month-alone-11 = November
month-alone-12 = December
division-21 = spring
division-22 = summer
division-23 = autumn
division-24 = winter
division-33 = first quarter
division-34 = second quarter
division-35 = third quarter
division-36 = fourth quarter
division-40 = first half
division-41 = second half
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

### Dealings
dealing-AGREE = Agreement
dealing-AGREE-commitment = Promise
dealing-AGREE-accept = Acceptance
dealing-CONSULT = Consultation
dealing-CONSULT-visit = Visit
dealing-CONSULT-meeting = Meeting
dealing-CONSULT-talks = Talks
dealing-CONSULT-consultation = Consultations
dealing-CONSULT-call = Telephone call
dealing-CONSULT-summit = Summit
dealing-CONSULT-conference = Conference
dealing-CONSULT-mediation = Mediation
dealing-SUPPORT = Support
dealing-SUPPORT-sign = Signing
dealing-SUPPORT-message = Message
dealing-SUPPORT-praise = Praise
dealing-SUPPORT-recognition = Recognition
dealing-SUPPORT-relations = Closer relations
dealing-SUPPORT-award = Award
dealing-CONCEDE = Concession
dealing-CONCEDE-apology = Apology
dealing-COOPERATE = Cooperation
dealing-COOPERATE-economic = Economic cooperation
dealing-COOPERATE-military = Military cooperation
dealing-COOPERATE-legal = Legal cooperation
dealing-COOPERATE-intelligence = Cooperation of intelligence services
dealing-AID = Aid
dealing-RETREAT = De-escalation
dealing-RETREAT-withdraw = Withdrawal
dealing-RETREAT-ceasefire = Ceasefire
dealing-RETREAT-release = Release
dealing-RETREAT-ease = Easing of measures
dealing-REQUEST = Request
dealing-REQUEST-invitation = Invitation
dealing-REQUEST-appeal = Appeal
dealing-REQUEST-mediation = Request for mediation
dealing-ACCUSE = Accusation
dealing-ACCUSE-disapprove = Criticism
dealing-ACCUSE-allege = Accusation
dealing-ACCUSE-investigate = Investigation
dealing-REJECT = Refusal
dealing-THREATEN = Threat
dealing-PROTEST = Protest
dealing-SANCTION = Sanctions
dealing-SANCTION-expel = Expulsion
dealing-SANCTION-embargo = Embargo
dealing-SANCTION-break = Break of relations
dealing-MOBILIZE = Show of force
dealing-COERCE = Coercion
dealing-ASSAULT = Attack

### Who deals with whom: $a does it; $b in the forms that languages need
between-into = { $a } to { $binto }
between-to = { $a } to { $bto }
between-against = { $a } against { $bof }
between-with = { $a } and { $b }
told-and = { $rest } and { $last }
told-comma = { $rest }, { $next }
told-person = { $person } ({ $party })
told-line = { $what }: { $who }
told-more = { $line }, { $more }

### What became known. $gender is that of the dealing's name, where a language needs it
change-announced = { $what } announced
change-proposed = { $what } proposed
change-held = { $what } took place
change-ongoing = { $what } under way
change-postponed = { $what } postponed
change-postponed-to = { $what } postponed to { $date }
change-cancelled = { $what } cancelled
change-denied = { $what } denied
change-suspended = { $what } suspended
change-resumed = { $what } resumed
change-disputed = { $what } disputed
change-said = { $what }
change-overdue = { $what } overdue, no report of it

### States
state-announced = announced
state-proposed = proposed
state-held = held
state-ongoing = under way
state-postponed = postponed
state-cancelled = cancelled
state-denied = denied
state-overdue = overdue
state-disputed = disputed
state-suspended = suspended
state-resumed = resumed
sources-count = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
claims-count = { $n ->
    [one] { $n } claim
   *[other] { $n } claims
}
pages-count = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
records-count = { $n ->
    [one] { $n } record
   *[other] { $n } records
}

### About
about-title = About this desk
about-what-heading = What is this?
about-what = Servanda reads news pages and writes down what passed between states: who met, visited, called, promised, refused, accused, threatened or sanctioned whom, when, where, and on whose word. What was only announced stays open until later reports show that it was held, postponed or cancelled, or until its day has passed without a report.
about-how-heading = How is it read?
about-how = A page is taken apart into its text and its furniture; sentences are parsed; parties, people, places and times are found; and a trained model tells which sentences say a dealing. Nothing is asked of other services: everything is in one program. The same page always gives the same claims.
about-records-heading = How do claims become records?
about-records = Claims of several pages about the same dealing are one record. Copies of one report count as one source. A state is worked out from the claims and the calendar and never stored. What a person corrects comes first: with name and reason, and it can be taken back.
about-limits-heading = What does it not know?
about-limits-english = It reads English. Pages in other languages are kept and marked, and give no claims.
about-limits-claims = A claim is what a page says, not what happened. Overdue means that no report was found, not that a promise was broken.
about-limits-years = Where a page does not give the year, the year stays unknown.
about-limits-errors = The program misses dealings and gets some wrong. Read the sentence before you rely on a line.
about-quality-heading = How good is it?
about-quality = These figures come from pages that people have read by hand. A build of the program in which one of them is lower is not published. Claims are measured on pages that the program has not learnt from.
about-quality-f1 = F1 is between how many are right and how many are found. Four people who read the same pages agreed with each other to 91% about the claims.
about-figure = { $percent }%
about-figure-what = Measured
about-figure-least = At least
about-figure-claims-right = Claims that are right, of those that it tells
about-figure-claims = Claims, right and found (F1)
about-figure-text = Words of the article, apart from menus and advertisements (F1)
about-figure-dates = Dates in sentences (F1)
about-figure-people = Names of people (F1)
about-figure-speakers = On whose word something is said (F1)
about-ledger-heading = This ledger
about-ledger = It holds { $pages }, { $claims } and { $records }.
about-ledger-span = Its pages were published from { $from } to { $to }.

### Dossiers
dossier-kicker = Dossier
dossier-relation = { $one } and { $other }
dossier-summary = { $records }, { $held }.
dossier-held = { $n ->
    [one] { $n } of them took place or was said
   *[other] { $n } of them took place or were said
}
dossier-all-of = All of { $party }
dossier-meetings = Meetings and visits
dossier-formats = Standing formats broken off or resumed
dossier-pledges = Pledges
dossier-statements = Statements
dossier-acts = Acts
dossier-side = Figures
dossier-relations = Relations
dossier-met = Who met whom
dossier-sources = Sources
dossier-counted = { $n ->
    [one] Counted over the newest record.
   *[other] Counted over the newest { $n } records.
}
dossier-times = { $n ->
    [one] once
   *[other] { $n } times
}
dossier-last = last on { $date }
dossier-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
column-with = With
column-records = Records
column-relation = Relation
no-time = no time given
tick-month = { $month }/{ $year }
known-label = As known on
known-now = As known today
known-note = You see what was known on { $date }: only pages of that day and before count.
curve-caption = What passed from { $from } to { $to }: above, the mean weight of what took place, from conflict (−10) to cooperation (+10); below, what cooperation and conflict of each month weigh together.
curve-line = mean over { $n } months
curve-cooperation = cooperation in a month
curve-conflict = conflict in a month
curve-meeting = meeting or visit
curve-word = statement
curve-act = act
curve-figures = The figures
curve-month = Month
curve-held = Held
curve-mean = Mean
follow-heading = Follow-through
follow-of = { $kept } of { $decided } kept
follow-counts = Counted is what was announced with the party on the side of those who do it. The share is of what was kept, put off, called off or is overdue; what is still to come does not count. Overdue means that no report was found, not that a promise was broken.
follow-kept = { $n } kept
follow-postponed = { $n } put off
follow-cancelled = { $n } called off
follow-overdue = { $n } overdue
follow-disputed = { $n } disputed
follow-coming = { $n } coming
follow-open = { $n } without a day

### Due
menu-due = Due
due-title = Due
due-lead = What was announced for when, and what became of it.
due-coming = Coming
due-coming-help = The next first.
due-overdue = Overdue
due-overdue-help = The day has passed, and no page tells what became of it.
due-kept = Kept
due-kept-help = Announced, and reported as held. The latest first.
due-postponed = Postponed
due-postponed-help = Put off, with or without a new day.
due-cancelled = Called off
due-cancelled-help = Called off or denied.
due-open = Without a day
due-none = Nothing.
due-nothing = Nothing is due in this month.
due-by-day = The month, day by day
due-one-day = The day's records
due-nothing-day = Nothing is due on this day.
due-part-before = Those before
due-part-after = More of this day
due-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
due-all = All in the newsfeed
month-earlier = Earlier month
month-later = Later month
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

### World
menu-world = World
world-title = World
world-graph = Who dealt with whom
world-graph-help = A line is a relation: the wider, the more records; its colour is the mean of what took place. Choose a line for its dossier, a name for its relations alone. The table beside it says the same.
world-map = Where they met
world-map-help = A circle is a country in which meetings and visits took place or were announced: the larger, the more. Below the map stand the latest of each.
world-elsewhere = Elsewhere
world-nothing = Nothing is known of this period. Choose another one.
world-up = more cooperation
world-even = neither
world-down = more conflict
world-more = { $n ->
    [one] { $n } more relation is not drawn.
   *[other] { $n } more relations are not drawn.
}
world-meetings = { $n ->
    [one] { $n } meeting or visit
   *[other] { $n } meetings and visits
}
world-held = { $n } held
world-not-held = { $n } announced or not held

### Subscriptions and the API
subscribe-heading = Subscribe
subscribe-how = More ways, and webhooks
subscribe-lead = Follow the whole desk or a part of it in a feed reader, a calendar or a program of your own.
subscribe-choose = What do you want to follow?
subscribe-all = Everything
subscribe-calendar = The calendar holds what is and was due; the feeds hold what became known. Their language is the one that you read now.
subscribe-webhooks = Webhooks
subscribe-webhooks-text = Whoever runs this desk can have changes sent to an address as they come: signed as Standard Webhooks has it, and tried again where the receiver does not answer.
api-title = Interface for programs
api-lead = Everything that the desk shows, as JSON: in portions, with the same filters, without a key.
api-document = Its description in OpenAPI 3.1
api-open = Look and try
api-try = Ask
### What several pages say
no-outlet = no outlet
no-title = No title
told-word = on the word of { $who }
status-held = happened
status-planned = is to happen
status-proposed = suggested
status-postponed = put off
status-cancelled = called off
status-denied = denied
status-resumed = resumed
status-suspended = broken off
column-source = Source
column-says = It says
column-sentence = Sentence
column-text = Text
column-why = Why
column-health = State
column-answered = Last answered
column-pages = Pages
column-claims = Claims
column-changed = Changed later
column-waiting = Waiting
column-outlet = Outlet

### Newsfeed
feed-title = Newsfeed
feed-now = now: { $state }
feed-empty = Nothing has become known that fits.
feed-older = Older
feed-loading = Loading older days …
feed-new = { $n ->
    [one] { $n } new
   *[other] { $n } new
}
filter-label = Filter
filter-any = any
filter-party = Country or organisation
filter-other = and
filter-type = What
filter-status = What became known
filter-person = Person
filter-source = Source
filter-words = Words
filter-from = From
filter-to = Until
filter-apply = Show
filter-clear = Show everything
turn-announced = announced
turn-proposed = proposed
turn-held = took place
turn-ongoing = under way
turn-postponed = postponed
turn-cancelled = cancelled
turn-denied = denied
turn-suspended = suspended
turn-resumed = resumed
turn-disputed = disputed
turn-said = said or done
turn-overdue = overdue

### Record
record-claims = What the sources say
record-facts = In short
record-beside = At the same time
record-history = What became known when
record-disputed = The sources contradict each other. All of them are shown.
claim-settles = settles it
claim-against = contradicts it
claim-witness = of another dealing: a meeting there on those days
claim-related = from a teaser of another page
claim-sure = confidence { $percent }%
day-is-read = (day of reading)
why-witness = No report tells of the visit itself, but one of a meeting there on its days.
why-settled = By the report of { $outlet } of { $day }.
why-settled-unnamed = By a report of { $day } that names no outlet.
why-word = { $author } says so: { $reason }
why-against = { $n ->
    [one] One claim contradicts that.
   *[other] { $n } claims contradict that.
}
why-overdue = It was due on { $due }, and no page says what became of it.
why-coming = It is due by { $due }.
why-open = No day is known by which it is due.
fact-parties = Parties
fact-when = When
fact-where = Where
fact-people = People
fact-due = Due
fact-rests-on = Rests on
fact-id = Record

### Article
article-original = Read the original
article-claims = What the page says
article-no-claims = No dealing between parties was found on this page.
article-record = record
article-versions = Versions
article-differences = What is different
article-no-differences = The text is the same.
article-dropped = What was left out as furniture
article-no-date = without a date
article-not-read = This page is stored and has not been read yet.
article-failed = The program failed on this page, so that nothing is known of it.
article-superseded = There is a newer version of this page, which counts in its place.
article-foreign = This page is not in English. It is kept, and no claims are taken from it.
version-this = (this one)
version-compare = compare
kind-caption = Picture
kind-credit = Credit
kind-related = Related
kind-see-also = See also
dropped-comment = comment
dropped-navigation = menu
dropped-footer = foot of the page
dropped-share-links = links to share
dropped-related-pages = links to other pages
dropped-advertisement = advertisement
dropped-tags = tags
dropped-sidebar = side column
dropped-hidden = hidden
dropped-form = form
dropped-byline = byline
dropped-header = head of the page
dropped-links = links
dropped-outside-the-article = outside the article
dropped-repeated-caption = the same caption again
dropped-among-furniture = among furniture
dropped-furniture-words = words of furniture
dropped-furniture-like = looks like furniture
dropped-label = label
dropped-other = other

### Search
search-title = Search
search-label = Words, a country or a person
search-do = Search
search-help = All words must stand in one sentence or in one article. Sources are read in English, so search in English; countries are found in your language, too.
search-parties = Everything about:
search-records = Records
search-articles = Articles
search-none = Nothing was found.

### Sources
sources-title = Sources
sources-watched = Sources that are watched
sources-none = No list of sources was given to this desk. Pages come into the ledger as somebody adds them.
sources-outlets = Outlets in this ledger
health-well = answers
health-ill = does not answer
health-new = not asked yet
health-never = never
article-claim-number = Claim { $number }
chip-known = as known on { $date }
chips-label = What is asked for
chip-remove = Without { $what }
