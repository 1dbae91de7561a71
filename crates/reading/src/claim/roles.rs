//! Roles: which parties stand in the slots of a frame, on the dependency tree.
//!
//! What enters: a view, a trigger token, a frame. What leaves: [`Roles`], or nothing where the frame's parties are not
//! there. A party is found at the filler itself, in its coordination, or, for nouns that act for a state, in its modifiers.

use super::frames::{Frame, Frames, Slot};
use crate::lexicon::Code;
use crate::mention::speech::subject_of;
use crate::mention::view::View;
use crate::mention::{Form, Mention};
use crate::parse::Upos;

/// The parties of a dealing, and where they were found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roles {
    /// Who did it.
    pub actors: Vec<Party>,
    /// To or with whom.
    pub recipients: Vec<Party>,
    /// Whether the words name somebody of one and the same party on both sides: "the President met Senator Lowe".
    pub own: bool,
}

/// A party in a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Its code.
    pub code: Code,
    /// The people who act for it, where they are named.
    pub persons: Vec<String>,
    /// Token where it was found.
    pub token: usize,
    /// How it is named there.
    pub form: Form,
    /// Where it was found: the slot's letter or preposition, or how it was supplied.
    pub slot: &'static str,
}

impl Party {
    /// Whether it was supplied by the page (who speaks, the heading, what the page is about) where nothing in the sentence names it.
    pub fn is_taken(&self) -> bool {
        matches!(self.slot, "speaker" | "heading" | "h") || self.slot.ends_with("pair")
    }
}

/// Everything that filling a slot needs.
pub struct Scene<'a, 'r> {
    /// The sentence.
    pub view: &'a View<'r>,
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// Which nouns act for a state.
    pub frames: &'a Frames,
    /// Party of the official outlet.
    pub home: Option<Code>,
    /// Parties that the headings above name, nearest first.
    pub heading: Vec<Code>,
}

/// Verbs that carry a noun's dealing ("hold talks", "pay a visit"), by lemma.
const LIGHT: &[&str] = &[
    "hold",
    "have",
    "make",
    "pay",
    "conduct",
    "launch",
    "carry",
    "give",
    "send",
    "sign",
    "issue",
    "begin",
    "start",
    "continue",
    "attend",
    "take",
    "participate",
    "host",
    "receive",
    "conclude",
    "complete",
    "reach",
    "impose",
    "announce",
    "express",
    "convey",
    "extend",
    "offer",
    "provide",
    "open",
    "finish",
    "end",
    "resume",
    "suspend",
    "postpone",
    "cancel",
    "call",
    "plan",
    "propose",
    "arrange",
    "schedule",
    "lead",
    "engage",
    "enter",
    "undertake",
    "reaffirm",
    "reiterate",
    "confirm",
    "voice",
    "convene",
    "initiate",
    "join",
    "deliver",
    "exchange",
    "lift",
    "ease",
    "expand",
    "introduce",
    "stage",
    "mount",
    "agree",
    "break",
    "halt",
    "revive",
    "restart",
    "establish",
    "maintain",
    "develop",
    "strengthen",
];

/// Verbs by which a host has a guest, by lemma.
const HOSTING: &[&str] = &["host", "receive", "welcome", "greet"];

impl Scene<'_, '_> {
    /// Fills a verb's frame; none where its particle or object is another.
    pub fn verb_roles(&self, verb: usize, frame: &Frame) -> Option<Roles> {
        let view = self.view;
        if let Some(particle) = &frame.particle {
            let has = view
                .children(verb)
                .any(|child| view.relation(child) == "compound" && view.is(child, particle))
                || view.children_by(verb, "obl").any(|child| {
                    self.prepositions(child)
                        .any(|word| word == particle.as_str())
                })
                || view.is(verb + 1, particle);
            if !has {
                return None;
            }
        }
        if !frame.objects.is_empty() && !self.object_fits(verb, &frame.objects) {
            return None;
        }
        if !frame.subjects.is_empty() && !self.subject_fits(verb, &frame.subjects) {
            return None;
        }
        let mut roles = Roles::default();
        for slot in &frame.actors {
            let from = roles.actors.len();
            self.fill(verb, slot, false, &mut roles.actors);
            name_slot(&mut roles.actors[from..], slot);
        }
        for slot in &frame.recipients {
            self.fill(verb, slot, true, &mut roles.recipients);
            name_slot(&mut roles.recipients, slot);
            if !roles.recipients.is_empty() {
                break;
            }
        }
        Some(settled(frame, roles))
    }

    /// Fills a noun's frame; none where no light verb that the frame asks for governs it.
    pub fn noun_roles(&self, noun: usize, frame: &Frame) -> Option<Roles> {
        if !frame.apart.is_empty() && self.is_apart(noun, &frame.apart) {
            return None;
        }
        let light = self.light_verb(noun);
        if !frame.light.is_empty()
            && !light
                .is_some_and(|verb| frame.light.iter().any(|word| word == self.view.lemma(verb)))
        {
            return None;
        }
        let mut roles = Roles::default();
        let hosting = self.hosting(noun).filter(|_| frame.kind == Some("visit"));
        if let Some(verb) = hosting {
            self.fill(verb, &Slot::Subject, true, &mut roles.recipients);
            name_slot(&mut roles.recipients, &Slot::Light);
            if self.object(verb) != Some(noun) {
                self.fill(verb, &Slot::Object, false, &mut roles.actors);
                name_slot(&mut roles.actors, &Slot::Light);
            }
        }
        for slot in &frame.actors {
            if hosting.is_some() && (*slot == Slot::Light || !roles.actors.is_empty()) {
                continue;
            }
            // An official outlet names its own state in no headline; it fills in only where one party is missing.
            if *slot == Slot::Home
                && (roles.actors.len() >= 2 || !frame.mutual && !roles.actors.is_empty())
            {
                continue;
            }
            let from = roles.actors.len();
            self.fill_noun(noun, light, slot, false, &mut roles.actors);
            name_slot(&mut roles.actors[from..], slot);
            if !frame.mutual && !roles.actors.is_empty() {
                break;
            }
        }
        for slot in frame.recipients.iter().filter(|_| hosting.is_none()) {
            self.fill_noun(noun, light, slot, true, &mut roles.recipients);
            name_slot(&mut roles.recipients, slot);
            if !roles.recipients.is_empty() {
                break;
            }
        }
        if frame.mutual
            && distinct(&roles.actors) < 2
            && let Some(verb) = self.clause_verb(noun)
            && let Some(subject) = subject_of(self.view, verb)
        {
            // "..., Putin said at a meeting with Abe": the clause's subject is the other party.
            let from = roles.actors.len();
            self.parties(subject, false, &mut roles.actors);
            for party in &mut roles.actors[from..] {
                party.slot = "clause";
            }
        }
        Some(settled(frame, roles))
    }

    /// Verb by which somebody has the guest whose visit a noun is: "will welcome the chancellor for a visit", "hosted the visit".
    fn hosting(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let mut at = noun;
        while view.relation(at) == "appos"
            && let Some(head) = view.head(at)
        {
            at = head;
        }
        let verb = view.head(at).filter(|_| match view.relation(at) {
            "obj" => true,
            "obl" => self
                .prepositions(at)
                .any(|word| word == "for" || word == "on"),
            _ => false,
        })?;
        HOSTING.contains(&view.lemma(verb)).then_some(verb)
    }

    /// Who leads a delegation: "Minister Ruiz led the delegation", "a delegation led by Minister Ruiz".
    pub fn leaders(&self, noun: usize) -> Vec<Party> {
        let view = self.view;
        let leads = |verb: &usize| matches!(view.lemma(*verb), "lead" | "head");
        let mut found = Vec::new();
        let governs = view
            .head(noun)
            .filter(|_| view.relation(noun) == "obj" || view.deprel(noun) == "nsubj:pass");
        let verb = governs
            .filter(leads)
            .or_else(|| view.children_by(noun, "acl").find(leads));
        if let Some(verb) = verb {
            self.fill(verb, &Slot::Subject, false, &mut found);
        }
        found
    }

    /// Whether a trip leads to what is no country: to a region ("a visit to Europe", "her first Asian tour"), to a place or a
    /// person by a name that says nothing of a state ("a trip to Walter Reed", "I will come to you").
    pub fn goes_elsewhere(&self, trigger: usize) -> bool {
        let view = self.view;
        let region = |at: usize| {
            self.covering(at).any(|mention| {
                let place = mention.place.as_ref();
                mention.parties.is_empty() && place.is_some_and(|place| place.country.is_none())
            })
        };
        let other = |at: usize| {
            matches!(view.upos(at), Upos::Propn | Upos::Pron)
                && self.covering(at).all(|mention| mention.place.is_none())
        };
        view.children(trigger)
            .any(|child| match view.relation(child) {
                "amod" | "compound" => region(child),
                "obl" | "nmod" if self.prepositions(child).any(|word| word == "to") => {
                    region(child) || other(child)
                }
                "obj" => view.upos(trigger) == Upos::Verb && (region(child) || other(child)),
                _ => false,
            })
    }

    fn object_fits(&self, verb: usize, wanted: &[String]) -> bool {
        let object = self.object(verb);
        wanted.iter().any(|want| match (want.as_str(), object) {
            ("-", None) => true,
            ("PERSON", Some(object)) => self
                .covering(object)
                .any(|mention| matches!(mention.form, Form::Person | Form::Description)),
            ("PARTY", Some(object)) => self
                .covering(object)
                .any(|mention| !mention.parties.is_empty() && mention.form != Form::Adjective),
            ("ORGANISATION", Some(object)) => self
                .covering(object)
                .any(|mention| matches!(mention.form, Form::Organisation | Form::Body)),
            (lemma, Some(object)) => {
                self.view.lemma(object) == lemma
                    || self
                        .view
                        .children_by(object, "conj")
                        .any(|other| self.view.lemma(other) == lemma)
            }
            _ => false,
        })
    }

    /// Whether the verb's subject, or one coordinated with it, is one of these lemmas; or none of those after a hyphen.
    fn subject_fits(&self, verb: usize, wanted: &[String]) -> bool {
        let view = self.view;
        let is = |at: usize, prefix: &str| {
            wanted
                .iter()
                .filter_map(|want| want.strip_prefix(prefix))
                .any(|want| want == view.lemma(at))
        };
        let any = |prefix: &str| {
            subject_of(view, verb).is_some_and(|subject| {
                is(subject, prefix)
                    || view
                        .children_by(subject, "conj")
                        .any(|other| is(other, prefix))
            })
        };
        if wanted.iter().all(|want| want.starts_with('-')) {
            !any("-")
        } else {
            any("")
        }
    }

    /// Whether a noun is something else by whose it is: "a strike of airport workers", "went on strike".
    fn is_apart(&self, noun: usize, words: &[String]) -> bool {
        let view = self.view;
        let named = |at: usize| words.iter().any(|word| word == view.lemma(at));
        let bare = view.is(noun.wrapping_sub(1), "on")
            && view
                .head(noun)
                .is_some_and(|verb| matches!(view.lemma(verb), "go" | "be" | "remain" | "stay"));
        bare || view.children(noun).any(|child| {
            let whose = match view.relation(child) {
                "nmod" => {
                    view.deprel(child) == "nmod:poss"
                        || self
                            .prepositions(child)
                            .any(|word| matches!(word.as_str(), "of" | "by"))
                }
                "amod" | "compound" => true,
                _ => false,
            };
            whose && (named(child) || view.children_by(child, "compound").any(named))
        })
    }

    /// Object of an active verb, subject of a passive one, noun of a participle ("sanctions imposed on").
    fn object(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        if let Some(object) = view
            .child(verb, "obj")
            .or_else(|| view.child(verb, "nsubj:pass"))
        {
            return Some(object);
        }
        if view.relation(verb) == "acl" && self.passive(verb) {
            return view.head(verb);
        }
        if view.relation(verb) == "conj" && self.passive(verb) {
            return view
                .head(verb)
                .and_then(|head| view.child(head, "nsubj:pass"));
        }
        None
    }

    /// Whether the verb is passive.
    pub fn passive(&self, verb: usize) -> bool {
        let view = self.view;
        view.children(verb)
            .any(|child| matches!(view.deprel(child), "nsubj:pass" | "aux:pass"))
            || view.relation(verb) == "acl"
                && view.deprel(verb) != "acl:relcl"
                && view.node(verb).is_some_and(|node| {
                    node.feats.contains("VerbForm=Part") && node.feats.contains("Tense=Past")
                })
    }

    fn fill(&self, verb: usize, slot: &Slot, recipient: bool, into: &mut Vec<Party>) {
        let view = self.view;
        match slot {
            Slot::Subject => {
                // A modal ("must withdraw") has the subject of its verb, whatever the voice.
                if view.upos(verb) == Upos::Aux && view.relation(verb) == "aux" {
                    if let Some(subject) = view.head(verb).and_then(|head| {
                        view.children(head)
                            .find(|&child| view.relation(child) == "nsubj")
                    }) {
                        self.parties(subject, false, into);
                    }
                } else if self.passive(verb) {
                    for child in view.children_by(verb, "obl") {
                        if self.prepositions(child).any(|word| word == "by") {
                            self.parties(child, false, into);
                        }
                    }
                } else if let Some(subject) =
                    self.controller(verb).or_else(|| subject_of(view, verb))
                {
                    self.parties(subject, false, into);
                }
            }
            Slot::Object => {
                if let Some(object) = self.object(verb) {
                    self.parties(object, recipient, into);
                }
            }
            Slot::Indirect => {
                for child in view.children_by(verb, "iobj") {
                    self.parties(child, recipient, into);
                }
            }
            Slot::Complement => self.complement(verb, into),
            Slot::Preposition(word) => {
                self.prepositional(verb, word, recipient, into);
                if into.is_empty()
                    && let Some(object) = self.object(verb)
                {
                    self.prepositional(object, word, recipient, into);
                }
            }
            Slot::Adjective | Slot::Possessor | Slot::Light | Slot::Home => {}
        }
    }

    fn fill_noun(
        &self,
        noun: usize,
        light: Option<usize>,
        slot: &Slot,
        recipient: bool,
        into: &mut Vec<Party>,
    ) {
        let view = self.view;
        match slot {
            Slot::Adjective => {
                for child in view
                    .children(noun)
                    .filter(|&child| matches!(view.relation(child), "amod" | "compound"))
                {
                    self.modifier(child, into);
                }
                for mention in self
                    .covering(noun)
                    .filter(|mention| mention.form == Form::Adjective)
                {
                    push(mention, noun, into);
                }
            }
            Slot::Possessor => {
                for child in view.children_by(noun, "nmod:poss") {
                    self.parties(child, false, into);
                    // "Putin’s next month’s visit": the possessor of a time.
                    if into.is_empty() {
                        for inner in view.children_by(child, "nmod:poss") {
                            self.parties(inner, false, into);
                        }
                    }
                }
            }
            Slot::Light => {
                if let Some(verb) = light {
                    self.fill(verb, &Slot::Subject, false, into);
                } else if self.prepositions(noun).any(|word| word == "on") {
                    self.on_the_way(noun, into);
                }
            }
            Slot::Home => {
                if view.block == crate::article::BlockKind::Headline
                    && let Some(code) = self.home
                {
                    into.push(Party {
                        code,
                        persons: Vec::new(),
                        token: noun,
                        form: Form::State,
                        slot: "",
                    });
                }
            }
            Slot::Preposition(word) => {
                self.prepositional(noun, word, recipient, into);
                if into.is_empty() && *word == "of" {
                    // "the visit to Chad of President Ruiz": the tree hangs the guest on the country.
                    for goal in view.children_by(noun, "nmod") {
                        let guest = view.children_by(goal, "nmod").find(|&at| {
                            self.prepositions(at).any(|word| word == "of")
                                && self
                                    .covering(at)
                                    .any(|mention| mention.form == Form::Person)
                        });
                        if let Some(guest) = guest {
                            self.parties(guest, recipient, into);
                        }
                    }
                }
                if into.is_empty() && *word == "by" {
                    // "an attack on a police station in Cauca, Colombia, by ...": the doer may hang on any noun between.
                    let (from, to) = view.reach(noun);
                    for child in (from.max(noun)..to).filter(|&at| {
                        view.relation(at) == "nmod"
                            && self.prepositions(at).any(|preposition| preposition == "by")
                    }) {
                        self.parties(child, false, into);
                    }
                }
                if let Some(verb) = light.filter(|_| into.is_empty() || *word == "with") {
                    self.prepositional(verb, word, recipient, into);
                }
            }
            Slot::Subject | Slot::Object | Slot::Indirect | Slot::Complement => {}
        }
    }

    /// Who is "on travel to Kenya", and whom somebody accompanies on it.
    fn on_the_way(&self, noun: usize, into: &mut Vec<Party>) {
        let view = self.view;
        if view.child(noun, "cop").is_some()
            && let Some(subject) = view.child(noun, "nsubj")
        {
            self.parties(subject, false, into);
        }
        let verb = view.head(noun).filter(|&verb| {
            view.relation(noun) == "obl" && matches!(view.lemma(verb), "accompany" | "join")
        });
        if let Some(verb) = verb {
            self.fill(verb, &Slot::Object, false, into);
            self.fill(verb, &Slot::Subject, false, into);
        }
    }

    /// Verb that carries a noun's dealing, reached over "a round of", "a series of".
    pub fn light_verb(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let mut at = noun;
        for _ in 0..4 {
            let head = view.head(at)?;
            match view.relation(at) {
                "obj" | "nsubj" | "obl" | "xcomp" if view.upos(head) == Upos::Verb => {
                    return LIGHT.contains(&view.lemma(head)).then_some(head);
                }
                // "talks held in Moscow"
                "nmod" | "conj" => at = head,
                _ => break,
            }
        }
        view.children_by(noun, "acl")
            .find(|&verb| LIGHT.contains(&view.lemma(verb)))
    }

    /// Verb of the clause in which a noun stands as an adjunct.
    fn clause_verb(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let mut at = noun;
        for _ in 0..4 {
            let head = view.head(at)?;
            match view.relation(at) {
                "obl" | "obj" | "advcl"
                    if matches!(view.upos(head), Upos::Verb | Upos::Aux | Upos::Adj) =>
                {
                    return Some(head);
                }
                "nmod" | "conj" => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Subject of an infinitive under "urge X to", "ask X to": the governing verb's object.
    fn controller(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let governed = match view.relation(verb) {
            "xcomp" => true,
            "advcl" => super::status::is_invited(view, verb),
            _ => false,
        };
        let own = { view.children(verb) }.any(|child| view.relation(child) == "nsubj");
        if !governed || own {
            return None;
        }
        let head = view.head(verb)?;
        view.child(head, "obj").or_else(|| view.child(head, "iobj"))
    }

    /// First party inside the complement clause or, for nouns, their clause.
    fn complement(&self, verb: usize, into: &mut Vec<Party>) {
        let view = self.view;
        for child in view.children(verb) {
            if !matches!(
                view.relation(child),
                "ccomp" | "xcomp" | "advcl" | "obl" | "obj"
            ) {
                continue;
            }
            let (from, to) = view.reach(child);
            let first = self.mentions.iter().find(|mention| {
                mention.from >= from
                    && mention.to <= to
                    && !mention.parties.is_empty()
                    && !into
                        .iter()
                        .any(|party| mention.parties.contains(&party.code))
                    && mention.form != Form::Pronoun
            });
            if let Some(mention) = first {
                push(mention, mention.head, into);
                return;
            }
        }
    }

    fn prepositions(&self, at: usize) -> impl Iterator<Item = String> + '_ {
        self.view
            .children_by(at, "case")
            .map(|child| self.view.form(child).to_lowercase())
    }

    fn prepositional(&self, head: usize, word: &str, recipient: bool, into: &mut Vec<Party>) {
        let view = self.view;
        for child in view
            .children(head)
            .filter(|&child| matches!(view.relation(child), "obl" | "nmod"))
        {
            if self
                .prepositions(child)
                .any(|preposition| preposition == word)
            {
                self.parties(child, recipient, into);
            }
        }
    }

    fn covering(&self, token: usize) -> impl Iterator<Item = &Mention> + '_ {
        self.mentions
            .iter()
            .filter(move |mention| mention.from <= token && token < mention.to)
    }

    /// Adds the parties that a filler names. `place` lets a place stand for its country.
    pub fn parties(&self, token: usize, place: bool, into: &mut Vec<Party>) {
        self.collect(token, place, into, 0);
    }

    fn collect(&self, token: usize, place: bool, into: &mut Vec<Party>, depth: usize) {
        if depth > 6 {
            return;
        }
        let view = self.view;
        let before = into.len();
        for mention in self
            .covering(token)
            .filter(|mention| mention.form != Form::Adjective || view.upos(token) != Upos::Adj)
        {
            push(mention, token, into);
            if mention.form == Form::Person {
                self.beside(mention, into);
            }
            if place
                && mention.parties.is_empty()
                && let Some(country) = mention.place.as_ref().and_then(|place| place.country)
            {
                into.push(Party {
                    code: country,
                    persons: Vec::new(),
                    token,
                    form: Form::Place,
                    slot: "",
                });
            }
        }
        if into.len() == before {
            let acts = self.frames.acts(&view.lemma(token).to_lowercase());
            for child in view.children(token) {
                match view.relation(child) {
                    "amod" | "compound" | "flat" if acts => self.modifier(child, into),
                    "nmod" if view.deprel(child) == "nmod:poss" && (acts || place) => {
                        self.collect(child, false, into, depth + 1);
                    }
                    "nmod" => {
                        let fits = self.prepositions(child).any(|word| match word.as_str() {
                            "of" => true,
                            "from" | "by" => acts,
                            "in" | "at" | "near" | "on" | "across" => place,
                            _ => false,
                        });
                        if fits && into.len() == before {
                            self.collect(child, place, into, depth + 1);
                        }
                    }
                    "appos" if into.len() == before => self.collect(child, place, into, depth + 1),
                    _ => {}
                }
            }
        }
        for child in view.children_by(token, "conj") {
            self.collect(child, place, into, depth + 1);
        }
        // "The presidents of Peru and Chile": the name covers the first state alone, the tree hangs the second on it.
        if into.len() > before
            && view
                .node(token)
                .is_some_and(|node| node.feature("Number") == Some("Plur"))
        {
            let covered: Vec<(usize, usize)> = self
                .covering(token)
                .map(|mention| (mention.from, mention.to))
                .collect();
            for (from, to) in covered {
                for inner in (from..to).filter(|&inner| inner != token) {
                    for child in view.children_by(inner, "conj").filter(|&child| child >= to) {
                        self.collect(child, place, into, depth + 1);
                    }
                }
            }
        }
    }

    /// People of the same party who stand in one list with a person, whatever the tree makes of the list: "speaker Ofelia Duran
    /// and Economy Minister Jorge Patron".
    fn beside(&self, person: &Mention, into: &mut Vec<Party>) {
        let view = self.view;
        let joined = |from: usize, to: usize| {
            to > from
                && to - from <= 2
                && (from..to).all(|at| view.form(at) == "," || view.is(at, "and"))
        };
        let people = || {
            self.mentions
                .iter()
                .filter(|other| other.form == Form::Person && other.parties == person.parties)
        };
        let (mut from, mut to) = (person.from, person.to);
        for _ in 0..8 {
            if let Some(other) = people().find(|other| joined(other.to, from)) {
                push(other, other.head, into);
                from = other.from;
            } else if let Some(other) = people().find(|other| joined(to, other.from)) {
                push(other, other.head, into);
                to = other.to;
            } else {
                break;
            }
        }
    }

    /// State that a modifier names, with its coordination ("Russian and Japanese").
    fn modifier(&self, token: usize, into: &mut Vec<Party>) {
        for mention in self.covering(token).filter(|mention| {
            matches!(
                mention.form,
                Form::Adjective | Form::State | Form::Organisation | Form::Seat | Form::Body
            )
        }) {
            push(mention, token, into);
        }
        for child in self
            .view
            .children(token)
            .filter(|&child| matches!(self.view.relation(child), "conj" | "compound" | "amod"))
        {
            for mention in self.covering(child).filter(|mention| {
                matches!(
                    mention.form,
                    Form::Adjective | Form::State | Form::Organisation
                )
            }) {
                push(mention, child, into);
            }
        }
    }
}

/// Puts roles in order: mutual parties together, no party twice, none on both sides.
fn settled(frame: &Frame, mut roles: Roles) -> Roles {
    if frame.mutual {
        roles.actors.append(&mut roles.recipients);
    }
    let all = || roles.actors.iter().chain(&roles.recipients);
    roles.own = all().any(|one| {
        all().any(|other| {
            one.code == other.code && one.slot != other.slot && one.token != other.token
        })
    });
    dedup(&mut roles.actors);
    dedup(&mut roles.recipients);
    let actors: Vec<Code> = roles.actors.iter().map(|party| party.code).collect();
    roles
        .recipients
        .retain(|party| !actors.contains(&party.code));
    roles
}

fn name_slot(parties: &mut [Party], slot: &Slot) {
    for party in parties.iter_mut().filter(|party| party.slot.is_empty()) {
        party.slot = slot.name();
    }
}

impl Roles {
    /// All parties, actors first.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.actors.iter().chain(&self.recipients)
    }

    /// Codes of all parties, actors first.
    pub fn codes(&self) -> Vec<Code> {
        self.parties().map(|party| party.code).collect()
    }

    /// Whether the roles make a dealing of the frame: two parties, on the sides that it asks for.
    pub fn complete(&self, frame: &Frame) -> bool {
        if frame.mutual {
            self.actors.len() >= 2
        } else {
            !self.actors.is_empty() && !self.recipients.is_empty()
        }
    }
}

fn push(mention: &Mention, token: usize, into: &mut Vec<Party>) {
    for (at, &code) in mention.parties.iter().enumerate() {
        let persons = if mention.parties.len() == mention.persons.len() {
            mention.persons.get(at).cloned().into_iter().collect()
        } else if mention.parties.len() == 1 {
            mention.persons.clone()
        } else {
            Vec::new()
        };
        into.push(Party {
            code,
            persons,
            token,
            form: mention.form,
            slot: "",
        });
    }
}

fn dedup(parties: &mut Vec<Party>) {
    let mut kept: Vec<Party> = Vec::new();
    for party in parties.drain(..) {
        match kept.iter_mut().find(|known| known.code == party.code) {
            // A second person of the same party takes part too.
            Some(known) => {
                for person in party.persons {
                    if !known.persons.contains(&person) {
                        known.persons.push(person);
                    }
                }
            }
            None => kept.push(party),
        }
    }
    *parties = kept;
}

fn distinct(parties: &[Party]) -> usize {
    let mut codes: Vec<Code> = parties.iter().map(|party| party.code).collect();
    codes.sort();
    codes.dedup();
    codes.len()
}
