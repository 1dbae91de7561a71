//! `servanda correct`: people's words on what was read.

use super::add::now;
use super::book::{Failure, Printer, Which};
use super::read::Format;
use super::report::Report;
use super::{Exit, asked, said};
use crate::wire::corrections::SaidView;
use crate::wire::ledger::JoinedView;
use anstream::ColorChoice;
use ledger::export::gold::gold;
use ledger::query::deeds::{self, Asked, Missed, Refusal, Sentence};
use ledger::query::{Said, said as all_said, said_of};
use ledger::record::correction::Edit;
use ledger::record::{PageId, State};
use ledger::store::Ledger;
use reading::claim::{Event, Status};
use reading::page;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The variable of the environment that names who corrects.
const VARIABLE: &str = "SERVANDA_AUTHOR";

/// Say that a claim or a record is right or wrong, and why
///
/// What was read stays in the ledger; a correction is an entry of its own, with author, reason and time. It counts from then on, is
/// heard again when pages are read anew, and can be withdrawn.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda correct reject 93cdb24e --reason \"it is about a football match\"\n  \
    servanda correct edit 93cdb24e --status planned --when 2018-04-24 --reason \"the page says April\"\n  \
    servanda correct state 03ab5c21 held --reason \"I was there\"\n  \
    servanda correct withdraw 5d0f11aa --reason \"I was mistaken\"\n\n\
    Ids are those of claims; a record has the id of any of its claims. First digits are enough where they are one's alone.")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", global = true)]
    format: Option<Format>,
    #[command(subcommand)]
    what: What,
}

/// Who says so, and why.
#[derive(Debug, clap::Args)]
struct Word {
    /// Who says so [default: $SERVANDA_AUTHOR]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Why
    #[arg(long, short, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// A claim is right
    Confirm {
        /// The claim
        claim: String,
        #[command(flatten)]
        word: Word,
    },
    /// A claim is wrong, and counts no more
    Reject {
        /// The claim
        claim: String,
        #[command(flatten)]
        word: Word,
    },
    /// A claim says something else than was read
    Edit {
        /// The claim
        claim: String,
        #[command(flatten)]
        says: Says,
        #[command(flatten)]
        word: Word,
    },
    /// A page says something that was not read
    Add {
        /// The page: its id or its address
        page: String,
        /// The sentence, in the page's words
        #[arg(long, value_name = "TEXT", required_unless_present = "at")]
        sentence: Option<String>,
        /// The sentence by its place in the article's text, in bytes: START-END
        #[arg(long, value_name = "BYTES", value_parser = asked::bytes, conflicts_with = "sentence")]
        at: Option<(usize, usize)>,
        #[command(flatten)]
        says: Says,
        #[command(flatten)]
        word: Word,
    },
    /// Records are about one dealing
    Merge {
        /// The records
        #[arg(required = true, num_args = 2.., value_name = "RECORD")]
        records: Vec<String>,
        #[command(flatten)]
        word: Word,
    },
    /// Claims of a record are about another dealing than its other claims
    Split {
        /// The record
        record: String,
        /// The claims that are set apart
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        #[command(flatten)]
        word: Word,
    },
    /// What became of a record
    State {
        /// The record
        record: String,
        /// held, cancelled, postponed ...
        #[arg(value_name = "STATE", value_parser = asked::state)]
        state: State,
        #[command(flatten)]
        word: Word,
    },
    /// Take a correction back
    Withdraw {
        /// The correction
        correction: String,
        #[command(flatten)]
        word: Word,
    },
    /// What was corrected, by whom, and what it comes to today
    List {
        /// Only what is about this record, claim or page
        id: Option<String>,
    },
    /// Write claims that people decided on as annotated pages
    ExportGold {
        /// The folder, which is made where it is not there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// What a claim says. `none` stands for what is not known.
#[derive(Debug, Default, clap::Args)]
struct Says {
    /// Event type: CONSULT, AGREE ...
    #[arg(long, value_name = "TYPE", value_parser = asked::event)]
    r#type: Option<Event>,
    /// Finer kind: visit, meeting ... or none
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// What became of it: held, planned ...
    #[arg(long, value_name = "STATUS", value_parser = asked::status)]
    status: Option<Status>,
    /// Parties that do it: RUS,JPN
    #[arg(long, value_name = "CODES")]
    actors: Option<String>,
    /// Parties it is done to: PER, or none
    #[arg(long, value_name = "CODES")]
    recipients: Option<String>,
    /// Somebody who takes part, with the party acted for where that is known: "Ana Quispe=PER"; several times for several, or none
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// When, in EDTF: 2018-04-24/2018-04-26, or none
    #[arg(long, value_name = "TIME")]
    when: Option<String>,
    /// Where: "Lima (PER)", or none
    #[arg(long, value_name = "PLACE")]
    r#where: Option<String>,
    /// Whose word it is; several times for several; page for the page's own
    #[arg(long, value_name = "NAME")]
    said_by: Vec<String>,
}

impl Says {
    fn edit(&self) -> Edit {
        let known = |text: &String| (text != "none").then(|| text.clone());
        Edit {
            event: self.r#type,
            kind: self.kind.as_ref().map(known),
            status: self.status,
            actors: self.actors.as_deref().map(asked::codes),
            recipients: self.recipients.as_deref().map(asked::codes),
            persons: asked::persons(&self.person),
            when: self.when.as_ref().map(known),
            place: self.r#where.as_deref().map(asked::place),
            said_by: asked::speakers(&self.said_by),
        }
    }
}

/// Corrects, or lists corrections.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    let word = match args.what.word() {
        Some(word) => match word.check() {
            Ok(word) => Some(word),
            Err((what, help)) => {
                report.fail(what, help);
                return Exit::Usage;
            }
        },
        None => None,
    };
    args.which.with(&mut report, false, |mut ledger, report| {
        let printer = Printer::new(args.format, color)?;
        let asked = match (&args.what, word) {
            (What::List { id }, _) => return list(&ledger, id.as_deref(), printer, report),
            (What::ExportGold { folder }, _) => return export_gold(&ledger, folder, report),
            (what, Some(word)) => deed(&ledger, what)?.map(|deed| (deed, word)),
            (_, None) => return Ok(Exit::Usage),
        };
        match asked {
            Ok((deed, (author, reason))) => {
                let (correction, joined) = ledger.correct(&author, &reason, deed, now())?;
                let pages = { correction.deed.targets().into_iter() }
                    .map(|target| target.claim.page.clone())
                    .collect();
                let said = one(&ledger, &correction, pages)?;
                tell(&said, JoinedView::of(&joined), printer)?;
                Ok(Exit::Done)
            }
            Err(what) => {
                report.fail(&what, "`servanda show ID` prints claims with their ids.");
                Ok(Exit::Unread)
            }
        }
    })
}

impl What {
    fn word(&self) -> Option<&Word> {
        match self {
            What::Confirm { word, .. }
            | What::Reject { word, .. }
            | What::Edit { word, .. }
            | What::Add { word, .. }
            | What::Merge { word, .. }
            | What::Split { word, .. }
            | What::State { word, .. }
            | What::Withdraw { word, .. } => Some(word),
            What::List { .. } | What::ExportGold { .. } => None,
        }
    }
}

impl Word {
    /// Author and reason, or what is missing and how to give it.
    fn check(&self) -> Result<(String, String), (&'static str, &'static str)> {
        let set = || std::env::var(VARIABLE).ok();
        let author = self.author.clone().or_else(set).unwrap_or_default();
        let (author, reason) = (author.trim(), self.reason.trim());
        if author.is_empty() {
            return Err((
                "who says so? A correction needs its author",
                "Tell it with --author \"Your Name\", or once for all by setting SERVANDA_AUTHOR.",
            ));
        }
        if reason.is_empty() {
            return Err((
                "a correction needs a reason",
                "Tell it with --reason \"...\": others must be able to judge it.",
            ));
        }
        Ok((author.to_owned(), reason.to_owned()))
    }
}

/// What is asked for as a deed, or why it cannot be done.
fn deed(
    ledger: &Ledger,
    what: &What,
) -> Result<Result<ledger::record::correction::Deed, String>, Failure> {
    let asked = match what {
        What::Confirm { claim, .. } => match asked::claim(ledger, claim)? {
            Ok(claim) => deeds::confirm(ledger, claim)?,
            Err(what) => return Ok(Err(what)),
        },
        What::Reject { claim, .. } => match asked::claim(ledger, claim)? {
            Ok(claim) => deeds::reject(ledger, claim)?,
            Err(what) => return Ok(Err(what)),
        },
        What::Edit { claim, says, .. } => match asked::claim(ledger, claim)? {
            Ok(claim) => deeds::edit(ledger, claim, says.edit())?,
            Err(what) => return Ok(Err(what)),
        },
        What::Add {
            page,
            sentence,
            at,
            says,
            ..
        } => match asked::page(ledger, page)? {
            Ok(page) => add(ledger, page, sentence.as_deref(), *at, says)?,
            Err(what) => return Ok(Err(what)),
        },
        What::Merge { records, .. } => match asked::claims(ledger, records)? {
            Ok(records) => deeds::merge(ledger, &records)?,
            Err(what) => return Ok(Err(what)),
        },
        What::Split { record, claims, .. } => {
            match (
                asked::claim(ledger, record)?,
                asked::claims(ledger, claims)?,
            ) {
                (Ok(record), Ok(claims)) => deeds::split(ledger, record, &claims)?,
                (Err(what), _) | (_, Err(what)) => return Ok(Err(what)),
            }
        }
        What::State { record, state, .. } => match asked::claim(ledger, record)? {
            Ok(record) => deeds::state(ledger, record, *state)?,
            Err(what) => return Ok(Err(what)),
        },
        What::Withdraw { correction, .. } => match asked::correction(ledger, correction)? {
            Ok(correction) => deeds::withdraw(ledger, correction)?,
            Err(what) => return Ok(Err(what)),
        },
        What::List { .. } | What::ExportGold { .. } => return Ok(Err(String::new())),
    };
    Ok(asked.map_err(|refusal| refusal.to_string()))
}

fn add(
    ledger: &Ledger,
    page: PageId,
    sentence: Option<&str>,
    at: Option<(usize, usize)>,
    says: &Says,
) -> Result<Asked, Failure> {
    let (Some(event), Some(status)) = (says.r#type, says.status) else {
        return Ok(Err(Refusal::Unsaid));
    };
    let sentence = match (sentence, at) {
        (_, Some((start, end))) => Sentence::Bytes(start, end),
        (words, None) => Sentence::Words(words.unwrap_or_default().to_owned()),
    };
    let missed = Missed {
        page,
        sentence,
        event,
        status,
        rest: says.edit(),
    };
    Ok(deeds::add(ledger, missed)?)
}

/// A correction with what it comes to.
fn one(
    ledger: &Ledger,
    correction: &ledger::record::Correction,
    pages: BTreeSet<PageId>,
) -> Result<Said, Failure> {
    let targets = correction.deed.targets();
    let ids: Vec<_> = targets.iter().map(|target| target.claim.id).collect();
    let told = said_of(ledger, &ids, &pages)?;
    let own = told
        .into_iter()
        .find(|said| said.correction.id == correction.id);
    Ok(own.unwrap_or_else(|| Said {
        correction: correction.clone(),
        fate: ledger::query::Fate::Heard,
        claims: Vec::new(),
    }))
}

fn tell(said: &Said, joined: JoinedView, mut printer: Printer) -> Result<(), Failure> {
    if printer.is_table() {
        let width = super::term::width();
        printer.text(&said::one(said, width))?;
        printer.text(&format!("{}\n", joined.say()))?;
        printer.end()?;
    } else {
        printer.only(&SaidView::of(said, Some(joined)))?;
    }
    Ok(())
}

fn list(
    ledger: &Ledger,
    id: Option<&str>,
    mut printer: Printer,
    report: &mut Report,
) -> Result<Exit, Failure> {
    let told = match id {
        None => all_said(ledger)?,
        Some(id) => match asked::claims_of(ledger, id)? {
            Ok((claims, pages)) => said_of(ledger, &claims, &pages)?,
            Err(what) => {
                report.fail(&what, "`servanda show ID` prints claims with their ids.");
                return Ok(Exit::Unread);
            }
        },
    };
    let width = super::term::width();
    for said in &told {
        if printer.is_table() {
            printer.text(&said::one(said, width))?;
        } else {
            printer.item(&SaidView::of(said, None))?;
        }
    }
    printer.end()?;
    Ok(Exit::Done)
}

/// Writes annotated pages: of each what people decided, and beside it the page as it came, where the ledger has it.
fn export_gold(ledger: &Ledger, folder: &Path, report: &mut Report) -> Result<Exit, Failure> {
    let name = |page: &PageId| page.0.get(..16).unwrap_or(&page.0).to_owned();
    let ending = |page: &PageId| match ledger.arrival(page) {
        Ok(Some(arrival)) => match arrival.page.format {
            page::Format::Html => ".html",
            page::Format::Text => ".txt",
            page::Format::ArticleJson => ".json",
        },
        _ => "",
    };
    let pages = gold(ledger, |page| format!("{}{}", name(page), ending(page)))?;
    let written = (|| -> io::Result<usize> {
        fs::create_dir_all(folder)?;
        let mut claims = 0;
        for page in &pages {
            let text = serde_json::to_string_pretty(page)?;
            fs::write(
                folder.join(format!("{}.gold.json", name(&page.id))),
                text + "\n",
            )?;
            if let Ok(Some(arrival)) = ledger.arrival(&page.id) {
                fs::write(folder.join(&page.page), arrival.page.bytes)?;
            }
            claims += page.claims.iter().filter(|claim| !claim.optional).count();
        }
        Ok(claims)
    })();
    match written {
        Ok(claims) => {
            report.remark(&format!(
                "{} with {} that people decided on",
                super::term::count(pages.len(), "page"),
                super::term::count(claims, "claim")
            ));
            Ok(Exit::Done)
        }
        Err(error) => {
            let folder = super::term::clean(&folder.display().to_string());
            report.fail(
                &format!("{folder}: {error}"),
                "Check the folder and the space on the disk.",
            );
            Ok(Exit::Unread)
        }
    }
}
