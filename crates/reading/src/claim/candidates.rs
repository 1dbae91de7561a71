//! Candidates: the dealings that a trigger may name, more than there are.
//!
//! What enters: the page so far and a trigger token. What leaves: [`Candidate`]s, one for each frame row and each way of
//! supplying a party that the row's slots leave open (another party of the sentence, the speaker, the page's other
//! party). A trained model then chooses ([`super::weights`]), so each candidate carries its features.

use super::features::features;
use super::frames::{Frame, Frames};
use super::roles::{Party, Roles, Scene};
use super::{Claim, Context, Event, Status, circumstance, status};
use crate::article::BlockKind;
use crate::lexicon::Code;
use crate::mention::speech::{Speaker, Speech, speaker_at};
use crate::mention::view::View;
use crate::mention::{Form, Mention};
use crate::parse::Upos;
use crate::time::TimeMention;

/// A dealing that a trigger may name.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The claim it would be; its confidence is set by the model.
    pub claim: Claim,
    /// Index of the sentence.
    pub sentence: usize,
    /// Token of the trigger.
    pub trigger: usize,
    /// Which of the trigger's rows it is.
    pub row: usize,
    /// Its parties, and where they were found.
    pub roles: Roles,
    /// Whether the trigger is a speech verb that stands beside a quotation.
    pub tag: bool,
    /// Whether the trigger is a noun in the page's title.
    pub title: bool,
    /// Hashed features for the model.
    pub features: Vec<u32>,
}

impl Candidate {
    /// Whether one of its parties is named with it and another is not, but taken from the page; of a visit, whose sides differ, whether
    /// any is taken.
    pub fn half_named(&self) -> bool {
        let taken = |party: &Party| party.token == self.trigger && party.is_taken();
        let all = || self.roles.actors.iter().chain(&self.roles.recipients);
        all().any(taken) && (self.claim.kind == Some("visit") || !all().all(taken))
    }
}

/// Further parties that are tried beside complete roles.
const EXTENSIONS: usize = 3;

/// All dealings that a token may name.
pub fn of_trigger(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    times: &[TimeMention],
    nth: usize,
) -> Vec<Candidate> {
    let view = scene.view;
    let lemma = view.lemma(trigger).to_lowercase();
    let (rows, noun) = match view.upos(trigger) {
        // Only as a verb of its own does "be" say where somebody is.
        Upos::Aux if lemma == "be" => return Vec::new(),
        Upos::Verb | Upos::Adj | Upos::Aux => (context.frames.verb(&lemma), false),
        Upos::Noun | Upos::Propn => (context.frames.noun(&lemma), true),
        _ => return Vec::new(),
    };
    let mut found: Vec<Candidate> = Vec::new();
    if rows.is_empty() {
        return found;
    }
    if noun && crate::mention::places::is_occasion(view, trigger) {
        return found;
    }
    if status::no_dealing(view, trigger) || noun && status::topic(view, trigger) {
        return found;
    }
    // "There was a statement by the minister": nobody is anywhere.
    if lemma == "be" && view.child(trigger, "expl").is_some() {
        return found;
    }
    let said = speaker_at(&context.mentions.speech, view.index, trigger);
    let when = circumstance::when(view, trigger, times);
    let tag = tags(context, view, trigger) == "quote";
    let refused = noun && refused(context.frames, view, trigger);
    for (row, frame) in rows.iter().enumerate() {
        // What somebody rejects was asked, offered or threatened before; the dealing is that it is rejected.
        if refused && matches!(frame.event, Event::Request | Event::Agree | Event::Threaten) {
            continue;
        }
        // Talks that are broken off are those talks, suspended (CODEBOOK.md).
        if !noun && frame.event == Event::Sanction && of_talks(context.frames, view, trigger) {
            continue;
        }
        // What is promised, asked or threatened is the content of that claim; only an agreed meeting is one of its own.
        if content_of_speech_act(context.frames, view, trigger, frame.event)
            || frame.event == Event::Aid && noun && pledged(view, trigger)
        {
            continue;
        }
        let roles = if noun {
            scene.noun_roles(trigger, frame)
        } else {
            scene.verb_roles(trigger, frame)
        };
        let Some(roles) = roles else { continue };
        // What is ratified is a treaty that was signed before; the dealing is that it is ratified.
        if noun && frame.kind == Some("sign") && ratified(view, trigger) {
            continue;
        }
        let called;
        let frame = if frame.kind == Some("talks") && by_telephone(view, trigger) {
            called = Frame {
                kind: Some("call"),
                ..frame.clone()
            };
            &called
        } else {
            frame
        };
        // A meeting that is promised or agreed in a quotation is that meeting, planned (CODEBOOK.md).
        if tag && frame.event == Event::Agree && quotes_meeting(context, view, trigger) {
            continue;
        }
        // A word that names the dealing only now and then does so where its own slots are filled.
        let open = !frame.recipients.is_empty() && roles.recipients.is_empty();
        let here = || view.children(trigger).any(|child| view.is(child, "here"));
        if open && (frame.weak && frame.speech || frame.goal && !here()) {
            continue;
        }
        let visit = frame.kind == Some("visit");
        let roles = if visit {
            at_place(context, scene, roles)
        } else {
            roles
        };
        // Who goes to a region visits none of the states that the sentence names besides.
        if visit && roles.recipients.is_empty() && scene.goes_elsewhere(trigger) {
            continue;
        }
        let when = when.or_else(|| circumstance::there(view, trigger, times).filter(|_| visit));
        let mut status = status::status(view, trigger, frame.speech, scene.mentions);
        if status == Status::Held && frame.event == Event::Consult && !frame.speech {
            let announced = visit && noun && status::announced(view, trigger);
            if announced || when.is_some_and(|time| ahead(context, time)) {
                status = Status::Planned;
            }
        }
        let when = if visit && noun && status::announced(view, trigger) {
            // The day on which a visit is announced is not that of the visit.
            circumstance::behind(view, trigger, times)
        } else {
            when
        };
        if frame.speech && status == Status::Proposed {
            // A speech act is held once it is made; one that might be made is none (CODEBOOK.md).
            if !status::performed(view, trigger) {
                continue;
            }
            status = Status::Held;
        }
        let tour = visit && roles.recipients.len() > 1;
        for roles in variants(context, scene, trigger, frame, roles, said) {
            let codes = |parties: &[Party]| {
                parties
                    .iter()
                    .map(|party| party.code)
                    .collect::<Vec<Code>>()
            };
            let (actors, recipients) = (codes(&roles.actors), codes(&roles.recipients));
            if !actors
                .iter()
                .chain(&recipients)
                .any(|code| context.lexicon.in_scope(*code))
            {
                continue;
            }
            if !acts(scene, &roles) {
                continue;
            }
            let known = found.iter().any(|other| {
                other.claim.event == frame.event
                    && other.claim.kind == frame.kind
                    && other.claim.actors == actors
                    && other.claim.recipients == recipients
            });
            if known {
                continue;
            }
            let mut persons: Vec<String> = Vec::new();
            // A delegation's people are not those who send it, but for who leads it.
            let leaders = if frame.sent {
                scene.leaders(trigger)
            } else {
                Vec::new()
            };
            // The people of a visit are those who travel.
            let hosts = if frame.kind == Some("visit") {
                &[][..]
            } else {
                &roles.recipients[..]
            };
            for name in roles
                .actors
                .iter()
                .chain(hosts)
                .filter(|_| !frame.sent)
                .chain(&leaders)
                .flat_map(|party| party.persons.iter().cloned())
            {
                if !persons.contains(&name) {
                    persons.push(name);
                }
            }
            let claim = Claim {
                event: frame.event,
                kind: frame.kind,
                status,
                actors,
                recipients,
                persons,
                when: when
                    .and_then(|time| time.value.as_ref())
                    .map(ToString::to_string)
                    // A tour has days of its own for each host.
                    .or_else(|| context.day_of_item(view.block, status).filter(|_| !tour)),
                place: circumstance::place(
                    view,
                    trigger,
                    frame.event,
                    frame.kind,
                    &roles,
                    scene.mentions,
                ),
                said_by: match said.map(|said| &said.speaker) {
                    Some(Speaker::Named { name, .. }) if !name.is_empty() => vec![name.clone()],
                    _ => Vec::new(),
                },
                evidence: vec![view.sentence.span],
                confidence: 0.5,
                related: view.block == BlockKind::Related,
                recalled: status == Status::Held
                    && when.is_some_and(|time| long_before(context, time)),
            };
            let features = features(context, scene, trigger, frame, &roles, &claim, said, nth);
            found.push(Candidate {
                claim,
                sentence: view.index,
                trigger,
                row,
                roles,
                tag,
                title: noun && view.block == BlockKind::Headline,
                features,
            });
        }
    }
    found
}

/// Whether a time lies wholly after the day of the page, so that nothing was held then.
fn ahead(context: &Context, time: &TimeMention) -> bool {
    let (Some(published), Some(value)) = (context.article.published.as_ref(), time.value) else {
        return false;
    };
    let after = |day: Option<jiff::civil::Date>| day.is_some_and(|day| day > published.date);
    // "arrives later this week"
    let later = time
        .span
        .slice(&context.article.text)
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("later "));
    after(value.earliest()) || later && after(value.latest())
}

/// The roles of a visit to an organisation's meeting: the host is the country in which it meets, where the words give it, and
/// else nobody ("a trip to the G20 ministers’ meeting in Bari").
fn at_place(context: &Context, scene: &Scene, mut roles: Roles) -> Roles {
    let view = scene.view;
    for host in &mut roles.recipients {
        let meets =
            view.relation(host.token) == "compound" || view.deprel(host.token) == "nmod:poss";
        if host.form != Form::Organisation || !meets {
            continue;
        }
        let mut goal = host.token;
        while matches!(view.relation(goal), "compound" | "nmod")
            && view
                .child(goal, "case")
                .is_none_or(|case| !view.is(case, "to"))
            && let Some(head) = view.head(goal)
        {
            goal = head;
        }
        let place = scene.mentions.iter().find(|mention| {
            mention.from > host.token && view.below(mention.head, goal) && mention.place.is_some()
        });
        let country = place.and_then(|mention| mention.place.as_ref()?.country);
        if let Some((mention, country)) = place.zip(country)
            && context.lexicon.state(country.as_str()).is_some()
        {
            host.code = country;
            host.token = mention.head;
            host.form = Form::Place;
        }
    }
    roles
}

/// The candidates of a trigger, parted by host where it names a trip to several countries: one visit for each
/// (CODEBOOK.md). What is no visit stays with the first host.
pub fn by_host(view: &View, found: Vec<Candidate>, times: &[TimeMention]) -> Vec<Vec<Candidate>> {
    let visit = |candidate: &Candidate| candidate.claim.kind == Some("visit");
    let trip = found.iter().find(|candidate| {
        visit(candidate)
            && candidate.roles.recipients.len() > 1
            && candidate
                .roles
                .recipients
                .iter()
                .all(|host| !matches!(host.slot, "after" | "before" | "pair" | "heading"))
            && !candidate
                .roles
                .recipients
                .iter()
                .any(|host| host.slot.starts_with("also"))
    });
    let Some(trip) = trip else { return vec![found] };
    let hosts: Vec<(Code, usize)> = trip
        .roles
        .recipients
        .iter()
        .map(|host| (host.code, host.token))
        .collect();
    let tokens: Vec<usize> = hosts.iter().map(|host| host.1).collect();
    let days = circumstance::of_hosts(view, &tokens, times);
    let mut parted: Vec<Vec<Candidate>> = vec![Vec::new(); hosts.len()];
    for mut candidate in found {
        if !visit(&candidate) {
            parted[0].push(candidate);
            continue;
        }
        let at = match candidate.claim.recipients.as_slice() {
            [host] => hosts.iter().position(|(code, _)| code == host),
            _ => continue,
        };
        if let Some(Some(day)) = at.map(|at| days[at]) {
            candidate.claim.when = day.value.as_ref().map(ToString::to_string);
        }
        parted[at.unwrap_or(0)].push(candidate);
    }
    parted.retain(|part| !part.is_empty());
    parted
}

/// Whether a noun is what a parliament ratifies.
fn ratified(view: &View, trigger: usize) -> bool {
    (view.relation(trigger) == "obj" || view.deprel(trigger) == "nsubj:pass")
        && view
            .head(trigger)
            .is_some_and(|verb| view.lemma(verb) == "ratify")
}

/// How many days before a page a time has to end for the page to look back on it.
const LOOKED_BACK: i64 = 20;

/// Whether a time ends long before the page.
fn long_before(context: &Context, time: &TimeMention) -> bool {
    let ends = time.value.and_then(|value| value.latest());
    let published = context.article.published.as_ref();
    published.zip(ends).is_some_and(|(published, ends)| {
        ends.duration_until(published.date).as_hours() > LOOKED_BACK * 24
    })
}

/// Whether people speak by telephone: "spoke by phone", "telephone talks".
fn by_telephone(view: &View, trigger: usize) -> bool {
    let over = |at: usize| {
        matches!(view.lemma(at), "telephone" | "phone")
            && (view.relation(at) == "compound"
                || view
                    .children_by(at, "case")
                    .any(|case| matches!(view.lemma(case), "by" | "over" | "on" | "via")))
    };
    let carried = view
        .head(trigger)
        .filter(|_| view.relation(trigger) == "obj");
    view.children(trigger)
        .chain(carried.into_iter().flat_map(|verb| view.children(verb)))
        .any(over)
}

/// Whether a verb has talks, consultations or a dialogue as what it is done to.
fn of_talks(frames: &Frames, view: &View, verb: usize) -> bool {
    view.children(verb)
        .filter(|&child| view.relation(child) == "obj" || view.deprel(child) == "nsubj:pass")
        .any(|child| {
            frames
                .noun(&view.lemma(child).to_lowercase())
                .iter()
                .any(|row| row.event == Event::Consult && row.mutual && !row.weak)
        })
}

/// Whether a noun is what a verb of rejecting has as its object: "rejected the demand", "a proposal that was turned down".
fn refused(frames: &Frames, view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    while view.relation(at) == "conj"
        && let Some(head) = view.head(at)
    {
        at = head;
    }
    (view.relation(at) == "obj" || view.deprel(at) == "nsubj:pass")
        && view.head(at).is_some_and(|head| {
            view.upos(head) == Upos::Verb
                && frames
                    .verb(&view.lemma(head).to_lowercase())
                    .iter()
                    .any(|row| row.event == Event::Reject && !row.weak)
        })
}

/// Whether a verb is what another one promises, asks for or threatens: "promised to send", "urged them to withdraw".
pub(super) fn content_of_speech_act(
    frames: &Frames,
    view: &View,
    trigger: usize,
    event: Event,
) -> bool {
    let mut at = trigger;
    while view.relation(at) == "conj"
        && let Some(head) = view.head(at)
    {
        at = head;
    }
    let threat = |head: usize| {
        frames
            .verb(&view.lemma(head).to_lowercase())
            .iter()
            .any(|frame| frame.event == Event::Threaten && !frame.weak)
            && view.children_by(at, "mark").any(|mark| view.is(mark, "to"))
    };
    let governed = match view.relation(at) {
        "xcomp" => true,
        // "threatened on Monday to break off ties": the tree may take the threat's content for a purpose.
        "advcl" => view.head(at).is_some_and(threat),
        _ => false,
    };
    view.upos(trigger) == Upos::Verb
        && governed
        && view.head(at).is_some_and(|head| {
            let lemma = view.lemma(head).to_lowercase();
            // What is planned, expected or hoped for is a dealing still to come; what is agreed is one where it is a meeting.
            let to_come = status::of_governed(&lemma)
                .is_some_and(|status| status != Status::Denied)
                && !matches!(lemma.as_str(), "promise" | "pledge" | "vow" | "offer")
                && (event == Event::Consult || !matches!(lemma.as_str(), "agree" | "decide"));
            !to_come
                && frames
                    .verb(&lemma)
                    .iter()
                    .any(|frame| frame.speech && frame.kind != Some("allege"))
        })
}

/// Whether aid is promised and not given: "pledged 20 million euros in aid".
fn pledged(view: &View, trigger: usize) -> bool {
    let mut at = trigger;
    for _ in 0..3 {
        let Some(head) = view.head(at) else {
            return false;
        };
        if !matches!(view.relation(at), "obj" | "obl" | "nmod" | "conj") {
            return false;
        }
        if view.upos(head) == Upos::Verb {
            return matches!(view.lemma(head), "pledge" | "promise" | "vow");
        }
        at = head;
    }
    false
}

/// Whether the words quoted before a speech verb name a meeting, talks or a visit.
fn quotes_meeting(context: &Context, view: &View, trigger: usize) -> bool {
    (0..trigger).any(|at| {
        let lemma = view.lemma(at).to_lowercase();
        let rows = match view.upos(at) {
            Upos::Verb => context.frames.verb(&lemma),
            Upos::Noun => context.frames.noun(&lemma),
            _ => &[],
        };
        rows.iter()
            .any(|row| row.event == Event::Consult && row.mutual && !row.weak)
    })
}

/// How a speech verb stands to what is said: beside a quotation, with a clause, bare; "no" for any other word.
pub fn tags(context: &Context, view: &View, trigger: usize) -> &'static str {
    let quote = |at: usize| matches!(view.form(at), "\"" | "“" | "”" | "``" | "''" | "«" | "»");
    let speech = context
        .mentions
        .speech
        .iter()
        .find(|speech| speech.sentence == view.index && speech.verb == Some(trigger));
    // `"...," President Ana Ruiz promised`: the words before the verb's subject, whatever the tree makes of them.
    let behind = || {
        let before = trigger.saturating_sub(9);
        (before..trigger).any(quote)
            && crate::mention::speech::reports(view.lemma(trigger))
            && view.child(trigger, "xcomp").is_none()
    };
    match speech {
        Some(speech)
            if (speech.from.saturating_sub(1)..(speech.to + 1).min(view.len())).any(quote) =>
        {
            "quote"
        }
        _ if behind() => "quote",
        Some(speech) if speech.to > speech.from + 1 => "clause",
        Some(_) => "bare",
        None => "no",
    }
}

/// Whether capitals and places among the actors stand where an actor can: a place where something is held does nothing.
pub(super) fn acts(scene: &Scene, roles: &Roles) -> bool {
    roles.actors.iter().all(|party| match party.form {
        Form::Place => false,
        Form::Seat => {
            let case = scene
                .view
                .child(party.token, "case")
                .map(|at| scene.view.form(at).to_lowercase());
            match scene.view.relation(party.token) {
                "nsubj" | "conj" => true,
                "nmod" | "obl" => matches!(
                    case.as_deref(),
                    Some("between" | "with" | "by" | "’s" | "'s")
                ),
                _ => false,
            }
        }
        _ => true,
    })
}

/// The roles as they were found, or, where they lack a party, each way of supplying it.
pub(super) fn variants(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    frame: &Frame,
    roles: Roles,
    said: Option<&Speech>,
) -> Vec<Roles> {
    if roles.complete(frame) {
        return extended(context, scene, trigger, frame, roles, said);
    }
    // What somebody does with his own is no dealing with whom the page is about.
    if roles.own {
        return Vec::new();
    }
    let have = roles.codes();
    let fits = |parties: &[Party]| {
        !parties.is_empty() && parties.iter().all(|party| !have.contains(&party.code))
    };
    let supplied = || {
        suppliers(context, scene, trigger, said)
            .into_iter()
            .filter(|parties| fits(parties))
            .filter(|parties| !frame.mutual || !parties.iter().any(|party| venue(scene, party)))
    };
    // A visit's host is a country; an organisation or what an adjective names only where the words say that somebody goes to it.
    // Where the outlet's own people go without a goal, they go about their own country.
    let own = |party: &Party| Some(party.code) == context.mentions.home;
    let at_home = roles.actors.iter().any(own);
    let hosts = || {
        supplied().filter(|parties| {
            frame.kind != Some("visit")
                || !parties.iter().any(|party| {
                    matches!(party.form, Form::Organisation | Form::Adjective)
                        || at_home && party.slot == "pair"
                })
        })
    };
    let with = |actors: &[Party], recipients: &[Party]| {
        let mut with = roles.clone();
        with.actors.extend_from_slice(actors);
        with.recipients.extend_from_slice(recipients);
        with
    };
    if frame.mutual {
        let mut all = Vec::new();
        if roles.actors.len() == 1 {
            all.extend(supplied().map(|parties| with(&parties, &[])));
        } else {
            // "The talks focused on ...": two parties of the sentence, or the page's two.
            all.extend(
                supplied()
                    .filter(|parties| parties.len() > 1)
                    .map(|parties| with(&parties, &[])),
            );
            let lone: Vec<Vec<Party>> = supplied()
                .filter(|parties| parties.len() == 1)
                .take(3)
                .collect();
            if let [first, second, ..] = lone.as_slice() {
                all.push(with(&[first.as_slice(), second.as_slice()].concat(), &[]));
            }
            if let [first, _, third] = lone.as_slice() {
                all.push(with(&[first.as_slice(), third.as_slice()].concat(), &[]));
            }
        }
        return all;
    }
    match (roles.actors.is_empty(), roles.recipients.is_empty()) {
        (false, _) => hosts().map(|parties| with(&[], &parties)).collect(),
        (true, false) => supplied().map(|parties| with(&parties, &[])).collect(),
        (true, true) => {
            let all: Vec<Vec<Party>> = supplied().take(5).collect();
            let slot = |parties: &[Party]| parties.first().map_or("", |party| party.slot);
            let disjoint = |a: &[Party], b: &[Party]| {
                a.iter()
                    .all(|one| b.iter().all(|other| one.code != other.code))
            };
            let mut pairs = Vec::new();
            for actors in all.iter().filter(|parties| slot(parties) != "after") {
                for recipients in all
                    .iter()
                    .filter(|parties| !matches!(slot(parties), "before" | "speaker"))
                {
                    if disjoint(actors, recipients) && pairs.len() < 6 {
                        pairs.push(with(actors, recipients));
                    }
                }
            }
            pairs
        }
    }
}

/// Whether a party is named only as the place of something: "in Kenya".
fn venue(scene: &Scene, party: &Party) -> bool {
    matches!(party.form, Form::State | Form::Seat)
        && matches!(party.slot, "after" | "before")
        && scene.view.children_by(party.token, "case").any(|case| {
            matches!(
                scene.view.lemma(case),
                "in" | "at" | "near" | "across" | "outside" | "inside"
            )
        })
}

/// Complete roles, and the same with one more party of the sentence or the outlet's own: the state on whose soil a group is
/// hit, the guest whom a list leaves to a later phrase.
fn extended(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    frame: &Frame,
    roles: Roles,
    said: Option<&Speech>,
) -> Vec<Roles> {
    let have = roles.codes();
    let more: Vec<Vec<Party>> = suppliers(context, scene, trigger, said)
        .into_iter()
        .map(|mut parties| {
            parties.retain(|party| !have.contains(&party.code));
            for party in &mut parties {
                party.slot = match party.slot {
                    "after" => "also after",
                    "before" => "also before",
                    "pair" => "also pair",
                    _ => "also",
                };
            }
            parties
        })
        .filter(|parties| !parties.is_empty() && parties[0].slot != "also")
        .take(EXTENSIONS)
        .collect();
    let mut all = vec![roles.clone()];
    all.extend(reduced(frame, &roles));
    for parties in more {
        let mut with = roles.clone();
        if frame.mutual {
            with.actors.extend(parties);
        } else {
            with.recipients.extend(parties);
        }
        all.push(with);
    }
    all
}

/// Complete roles with fewer parties: what hangs on a name in the sentence need not take part ("pledged to go on, also through
/// the G7"), and what stands in one list may be dealings of their own.
fn reduced(frame: &Frame, roles: &Roles) -> Vec<Roles> {
    let mut all = Vec::new();
    let mut add = |actors: Vec<Party>, recipients: Vec<Party>| {
        all.push(Roles {
            actors,
            recipients,
            own: false,
        });
    };
    let (actors, recipients) = (&roles.actors, &roles.recipients);
    if frame.mutual {
        if (3..=5).contains(&actors.len()) {
            for out in (0..actors.len()).rev() {
                let mut kept = actors.clone();
                kept.remove(out);
                add(kept, Vec::new());
            }
        }
        if (4..=5).contains(&actors.len()) {
            for other in &actors[1..] {
                add(vec![actors[0].clone(), other.clone()], Vec::new());
            }
        }
        return all;
    }
    if (2..=8).contains(&recipients.len()) {
        for one in recipients {
            add(actors.clone(), vec![one.clone()]);
        }
    }
    if (2..=3).contains(&actors.len()) {
        for one in actors {
            add(vec![one.clone()], recipients.clone());
        }
    }
    all
}

/// Parties that may be meant where a slot is empty: the nearest others of the sentence, before and after the trigger,
/// with what is coordinated with them; the speaker; those of the heading above; the outlet's own; the page's other one.
fn suppliers(
    context: &Context,
    scene: &Scene,
    trigger: usize,
    said: Option<&Speech>,
) -> Vec<Vec<Party>> {
    let mut all: Vec<Vec<Party>> = Vec::new();
    let mut add = |parties: Vec<Party>| {
        let codes = |parties: &[Party]| parties.iter().map(|party| party.code).collect::<Vec<_>>();
        if !parties.is_empty() && !all.iter().any(|known| codes(known) == codes(&parties)) {
            all.push(parties);
        }
    };
    let of = |mention: &Mention, slot: &'static str| {
        let mut parties = Vec::new();
        scene.parties(mention.head, true, &mut parties);
        if parties.is_empty()
            && let Some(&code) = mention.parties.first()
        {
            parties.push(Party {
                code,
                persons: mention.persons.clone(),
                token: mention.head,
                form: mention.form,
                slot: "",
            });
        }
        let mut kept: Vec<Party> = Vec::new();
        for party in parties {
            if !kept.iter().any(|known| known.code == party.code) {
                kept.push(Party { slot, ..party });
            }
        }
        kept
    };
    // A capital after a preposition is a place, not its government.
    let actor = |mention: &&Mention| {
        mention.form != Form::Seat
            || scene.view.child(mention.head, "case").is_none()
                && scene.view.relation(mention.head) != "compound"
    };
    let after = scene
        .mentions
        .iter()
        .filter(|mention| mention.from > trigger)
        .filter(actor);
    let before = scene
        .mentions
        .iter()
        .rev()
        .filter(|mention| mention.to <= trigger)
        .filter(actor);
    after
        .map(|mention| of(mention, "after"))
        .filter(|parties| !parties.is_empty())
        .take(3)
        .for_each(&mut add);
    before
        .map(|mention| of(mention, "before"))
        .filter(|parties| !parties.is_empty())
        .take(3)
        .for_each(&mut add);
    if let Some(Speech {
        speaker: Speaker::Named {
            parties, persons, ..
        },
        ..
    }) = said
    {
        for &code in parties {
            add(vec![Party {
                code,
                persons: persons.clone(),
                token: trigger,
                form: Form::Pronoun,
                slot: "speaker",
            }]);
        }
    }
    for &code in &scene.heading {
        add(vec![Party {
            code,
            persons: Vec::new(),
            token: trigger,
            form: Form::Group,
            slot: "heading",
        }]);
    }
    for &code in context.mentions.home.iter().chain(&context.mentions.pair) {
        add(vec![Party {
            code,
            persons: Vec::new(),
            token: trigger,
            form: Form::Group,
            slot: "pair",
        }]);
    }
    all
}
