//! Reading: the bytes of one page in, its claims with their evidence out.
//!
//! The rooms are the stages, in the order in which data flows through them:
//!
//! 1. [`page`]: bytes with their origin; [`page::Span`] and [`page::Diagnostic`], the two words every room shares.
//! 2. [`article`]: the page without its furniture, as text with typed blocks.
//! 3. [`text`]: sentences and tokens, as spans of the article's text.
//! 4. [`parse`]: lemma, part of speech, features and dependency tree of each sentence.
//! 5. [`lexicon`]: states, organisations, offices and office-holders from the data files.
//! 6. [`mention`]: spans that name an actor or a place, resolved within the page.
//! 7. [`time`]: spans that name a time, with their EDTF value.
//! 8. [`claim`]: who did what to whom, when, where and on whose word.
//!
//! A room uses only rooms to its left (the lexicon may be used by all after the article). Reading is pure: no
//! I/O, no clock, no randomness, no globals. The same page gives the same claims on every machine. What is wrong
//! with a page ends as a [`page::Diagnostic`], never as a panic or an error.

pub mod article;
pub mod claim;
pub mod lexicon;
pub mod mention;
pub mod page;
pub mod parse;
pub mod text;
pub mod time;

/// What reads pages: the lexicon and the language model, loaded once and shared by all threads.
pub struct Reader {
    /// Names of states, organisations, offices and people.
    pub lexicon: lexicon::Lexicon,
    /// Tagger, lemmatizer and parser.
    pub model: parse::Model,
    /// Frames: which verbs and nouns name which dealings.
    pub frames: claim::Frames,
    /// The model that tells which candidates are claims.
    pub weights: claim::Weights,
}

/// Settings of one reading.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publication date to assume where the page gives none.
    pub published: Option<jiff::civil::Date>,
    /// Whether sentences that can hold no claim are parsed too.
    pub trees: bool,
}

/// The whole reading of one page. Later fields are functions of earlier ones.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The page without its furniture.
    pub article: article::Article,
    /// Sentences of the article's blocks, in reading order.
    pub sentences: Vec<text::Sentence>,
    /// One tree a sentence, in the same order. That of a sentence that can hold no claim says nothing, unless
    /// [`Options::trees`] asks for it: then all are as the parser gives them, before [`mention::mend`] mends them.
    pub trees: Vec<parse::Tree>,
    /// Actors, places and speakers.
    pub mentions: mention::Mentions,
    /// Times.
    pub times: Vec<time::TimeMention>,
    /// What passed between parties.
    pub claims: Vec<claim::Claim>,
    /// What could not be read, was cut or was doubtful.
    pub diagnostics: Vec<page::Diagnostic>,
}

impl Reader {
    /// A reader with the lexicon, frames and model that the program carries.
    pub fn bundled() -> Reader {
        Reader {
            lexicon: lexicon::Lexicon::bundled(),
            model: parse::Model::bundled(),
            frames: claim::Frames::bundled(),
            weights: claim::Weights::bundled(),
        }
    }

    /// Reads one page from bytes to claims. Never fails: what cannot be read is said in the diagnostics.
    pub fn read(&self, page: &page::Page, options: &Options) -> Reading {
        self.with_context(page, options, claim::find)
    }

    /// Reads a page up to what its claims are chosen from: the candidates of each trigger. This is what the model that
    /// chooses is trained on.
    pub fn candidates(
        &self,
        page: &page::Page,
        options: &Options,
    ) -> (Reading, Vec<Vec<claim::Candidate>>) {
        let mut candidates = Vec::new();
        let reading = self.with_context(page, options, |context| {
            candidates = claim::candidates(context);
            Vec::new()
        });
        (reading, candidates)
    }

    /// Reads a page and explains its claims: what each rests on, and why other sentences gave none. The claims are those of
    /// [`Reader::read`].
    pub fn explain(
        &self,
        page: &page::Page,
        options: &Options,
    ) -> (Reading, claim::explain::Explained) {
        let mut explained = claim::explain::Explained::default();
        let reading = self.with_context(page, options, |context| {
            explained = claim::explain::explain(context);
            explained.claims.clone()
        });
        (reading, explained)
    }

    fn with_context(
        &self,
        page: &page::Page,
        options: &Options,
        find: impl FnOnce(&claim::Context) -> Vec<claim::Claim>,
    ) -> Reading {
        let (article, mut diagnostics) = article::read(page, options.published);
        if let Some(language) = article::foreign(&article) {
            diagnostics.push(not_read(language));
            return Reading::nothing(article, diagnostics);
        }
        let sentences = text::sentences(&article, &mut diagnostics);
        let mut trees = if options.trees {
            parse::parse(&article.text, &sentences, &self.model)
        } else {
            let worth = claim::worth_parsing(&article, &sentences, &self.frames, &self.model);
            parse::parse_some(&article.text, &sentences, &worth, &self.model)
        };
        let parsed = options.trees.then(|| trees.clone());
        mention::mend::mend(&article.text, &sentences, &mut trees, &self.lexicon);
        let views = mention::views(&article, &sentences, &trees, &self.lexicon);
        let mentions = mention::find(&article, &views, &self.lexicon);
        let times = time::find(&article, &sentences);
        let claims = find(&claim::Context {
            article: &article,
            views: &views,
            mentions: &mentions,
            times: &times,
            lexicon: &self.lexicon,
            frames: &self.frames,
            weights: &self.weights,
        });
        Reading {
            article,
            sentences,
            trees: parsed.unwrap_or(trees),
            mentions,
            times,
            claims,
            diagnostics,
        }
    }
}

/// What is said of a page in another language.
fn not_read(language: &str) -> page::Diagnostic {
    page::Diagnostic::warning(
        "other-language",
        format!("the page is in {language}; only English is read, so that it gives no claims"),
        "give the page in English, if its outlet has it",
    )
}

impl Reading {
    /// The reading of an article that is not read any further.
    fn nothing(article: article::Article, diagnostics: Vec<page::Diagnostic>) -> Reading {
        Reading {
            article,
            sentences: Vec::new(),
            trees: Vec::new(),
            mentions: mention::Mentions::default(),
            times: Vec::new(),
            claims: Vec::new(),
            diagnostics,
        }
    }
}
