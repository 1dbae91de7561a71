//! `servanda serve`: the ledger in the browser.

use super::book::{Failure, Which};
use super::read::date;
use super::report::Report;
use super::{Exit, term};
use crate::desk::subscribe::hooks::{self, Hooks};
use crate::desk::{self, Settings};
use anstream::ColorChoice;
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

/// The variable of the environment that names the server that takes letters. It holds a password, which is no argument.
const SMTP: &str = "SERVANDA_SMTP";
/// The variable that names a file with certificates that vouch for that server.
const SMTP_CA: &str = "SERVANDA_SMTP_CA";

/// Show a ledger in the browser
///
/// Serves pages over HTTP until it is interrupted: what is new, what is due, records with their sentences, articles as they were read. It only
/// looks at the ledger: `servanda add` and `servanda watch` may run meanwhile, and what they add appears by itself. docs/desk.md
/// tells how to put it behind a proxy.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda serve --ledger pacific.ledger\n  \
    servanda serve --listen 0.0.0.0:8080 --public-url https://desk.example.org/")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address under which people reach it, where a proxy stands before it
    #[arg(long, value_name = "URL", value_parser = public)]
    public_url: Option<Url>,
    /// Serve without accounts, discussion and chats
    #[arg(long)]
    no_accounts: bool,
    /// The address that letters come from; $SERVANDA_SMTP names the server that takes them (docs/people.md)
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The list of sources that are watched, to show how they fare [default: sources.toml, where it is there]
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
    /// The file that says who is sent changes as they come (docs/desk.md)
    #[arg(long, value_name = "FILE")]
    webhooks: Option<PathBuf>,
    /// The day (YYYY-MM-DD) that counts as today [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

fn public(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.query().is_none()
        && url.fragment().is_none();
    plain
        .then_some(url)
        .ok_or_else(|| "it is an address like https://desk.example.org/".to_owned())
}

/// What the file says, and beside it the file in which it is remembered what was sent.
fn webhooks(path: PathBuf) -> Result<(Hooks, PathBuf), String> {
    let hooks = hooks::load(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let mut remembered = path.into_os_string();
    remembered.push(".state");
    Ok((hooks, remembered.into()))
}

/// Serves until somebody asks it to stop.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    let path = args.which.path();
    let usual = Settings::for_ledger(path);
    let webhooks = match args.webhooks.map(webhooks).transpose() {
        Ok(webhooks) => webhooks,
        Err(why) => {
            report.fail(
                &term::clean(&why),
                "Mend the file, or leave --webhooks out.",
            );
            return Exit::Usage;
        }
    };
    let mail_trusts = match std::env::var_os(SMTP_CA).map(std::fs::read).transpose() {
        Ok(trusted) => trusted,
        Err(error) => {
            let why = format!("{SMTP_CA}: {error}");
            report.fail(&term::clean(&why), "It names a file of certificates (PEM).");
            return Exit::Usage;
        }
    };
    let settings = Settings {
        webhooks,
        mail_trusts,
        people: usual.people.clone().filter(|_| !args.no_accounts),
        mail: std::env::var(SMTP)
            .ok()
            .filter(|server| !server.is_empty())
            .zip(args.mail_from),
        sources: args.sources.or_else(|| {
            let usual = PathBuf::from("sources.toml");
            usual.is_file().then_some(usual)
        }),
        public_url: args.public_url,
        today: args.today,
        ..usual
    };
    let listen = args.listen;
    args.which.with(&mut report, false, |ledger, report| {
        // Opened once, it is of today's form, and what an interrupted program left is joined.
        drop(ledger);
        serve(settings, listen, report)
    })
}

/// Serves with these settings, and says where.
pub fn serve(settings: Settings, listen: SocketAddr, report: &mut Report) -> Result<Exit, Failure> {
    let served = desk::serve(settings, listen, |address| {
        report.remark(&format!(
            "the desk is at http://{address}/ (Ctrl-C stops it)"
        ));
    });
    if let Err(error) = served {
        report.fail(
            &format!("{listen}: {}", term::clean(&error.to_string())),
            "Check whether another program listens there, or give another --listen.",
        );
        return Ok(Exit::Usage);
    }
    Ok(Exit::Done)
}
