//! `servanda user`: the accounts of a desk, from the command line.
//!
//! No password is an argument, where others on the machine could read it: a new account gets a link with which its owner sets one, or the
//! password comes on standard input.

use super::Exit;
use super::book::Which;
use super::report::Report;
use crate::people::{
    self, Account, Errand, Error, People, Registration, Result, Role, State, secret,
};
use anstream::ColorChoice;
use clap::Subcommand;
use jiff::Timestamp;
use serde::Serialize;
use std::io::{self, BufRead, Write};

/// Manage the accounts of a desk: they lie beside the ledger, in a file of the same name with .people behind it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    servanda user add anna --role administrator      prints a link to set the password with\n  \
    servanda user list\n  \
    servanda user role anna editor\n  \
    servanda user invite --role analyst\n  \
    servanda user registration open")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Address of the desk, for links
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        global = true
    )]
    public_url: String,
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Make an account, and print a link to set its password with
    Add {
        /// Name: letters and digits of one script
        name: String,
        /// What it may do
        #[arg(long, default_value = "reader", value_parser = role)]
        role: Role,
        /// E-mail address
        #[arg(long)]
        email: Option<String>,
        /// Read the password from the first line of standard input instead of printing a link
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the accounts
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Give an account another role: reader, analyst, editor or administrator
    Role {
        /// Name of the account
        name: String,
        /// What it may do from now on
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Print a link to set the password of an account anew
    Reset {
        /// Name of the account
        name: String,
        /// Turn its second factor off as well: the device is lost
        #[arg(long)]
        second_factor: bool,
    },
    /// Keep an account out; its logins and tokens end
    Disable {
        /// Name of the account
        name: String,
    },
    /// Keep an account from writing
    Mute {
        /// Name of the account
        name: String,
    },
    /// Let an account in, and write, again
    Enable {
        /// Name of the account
        name: String,
    },
    /// Print a link with which somebody registers
    Invite {
        /// What the account may do
        #[arg(long, default_value = "reader", value_parser = role)]
        role: Role,
    },
    /// Set who may register: open (everybody), invited, closed (nobody)
    Registration {
        /// Who
        #[arg(value_parser = registration)]
        who: Registration,
    },
    /// Set how many comments of a new account wait for a moderator
    Trial {
        /// How many
        comments: u32,
    },
}

fn role(word: &str) -> std::result::Result<Role, String> {
    Role::parse(word).ok_or_else(|| "reader, analyst, editor or administrator".to_owned())
}

fn registration(word: &str) -> std::result::Result<Registration, String> {
    Registration::parse(word).ok_or_else(|| "open, invited or closed".to_owned())
}

/// An account as it is listed.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    role: &'static str,
    state: &'static str,
    email: Option<&'a str>,
    email_proved: bool,
    second_factor: bool,
    made: Timestamp,
}

/// Does the chore.
pub fn run(args: Args, color: ColorChoice) -> Exit {
    let mut report = Report::new(color, false);
    let path = people::beside(&args.which.path());
    let done =
        People::open(&path).and_then(|people| args.chore.run(&people, &args.public_url, &report));
    match done {
        Ok(()) => Exit::Done,
        Err(error @ Error::Store(_)) => {
            let path = super::term::clean(&path.display().to_string());
            report.fail(&format!("{path}: {error}"), "Check the path and the disk.");
            Exit::Ledger
        }
        Err(error) => {
            report.fail(
                &error.to_string(),
                "`servanda user list` tells the accounts.",
            );
            Exit::Unread
        }
    }
}

impl Chore {
    fn run(self, people: &People, url: &str, report: &Report) -> Result<()> {
        let now = Timestamp::now();
        let id = |name: &str| people.account_named(name).map(|account| account.id);
        match self {
            Chore::Add {
                name,
                role,
                email,
                password_stdin,
            } => add(people, (&name, role, email.as_deref()), password_stdin, url),
            Chore::List { json } => list(&people.accounts()?, json),
            Chore::Role { name, role } => {
                people.set_role(None, id(&name)?, role, now)?;
                report.remark(&format!("{name} is {role} now"));
                Ok(())
            }
            Chore::Reset {
                name,
                second_factor,
            } => {
                if second_factor {
                    people.reset_factor(id(&name)?)?;
                }
                print(&link(url, "reset", &people.make_reset(None, &name, now)?))
            }
            Chore::Disable { name } => people.set_state(None, id(&name)?, State::Disabled, "", now),
            Chore::Mute { name } => people.set_state(None, id(&name)?, State::Muted, "", now),
            Chore::Enable { name } => people.set_state(None, id(&name)?, State::Active, "", now),
            Chore::Invite { role } => {
                print(&link(url, "register", &people.invite(None, role, now)?))
            }
            Chore::Registration { who } => people.set_registration(who),
            Chore::Trial { comments } => people.set_trial(comments),
        }
    }
}

/// Makes an account, with the password of standard input or a link to set one.
fn add(
    people: &People,
    (name, role, email): (&str, Role, Option<&str>),
    password_stdin: bool,
    url: &str,
) -> Result<()> {
    let now = Timestamp::now();
    if password_stdin {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        people.add(name, line.trim_end_matches(['\r', '\n']), email, role, now)?;
        return Ok(());
    }
    // Nobody knows this one; the link replaces it.
    people.add(name, &secret::token()?, email, role, now)?;
    print(&link(url, "reset", &people.make_reset(None, name, now)?))
}

fn list(accounts: &[Account], json: bool) -> Result<()> {
    let mut text = String::new();
    for account in accounts {
        let line = Line {
            name: &account.name,
            role: account.role.as_str(),
            state: account.state.as_str(),
            email: account.email.as_deref(),
            email_proved: account.email_proved,
            second_factor: account.has_factor,
            made: account.made,
        };
        if json {
            text.push_str(&serde_json::to_string(&line).map_err(io::Error::from)?);
        } else {
            let email = line.email.unwrap_or("-");
            text.push_str(&format!(
                "{}  {}  {}  {email}  since {}",
                line.name,
                line.role,
                line.state,
                line.made.strftime("%Y-%m-%d")
            ));
        }
        text.push('\n');
    }
    io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The address at which a token is used.
fn link(url: &str, page: &str, errand: &Errand) -> String {
    format!(
        "{}/{page}?token={}",
        url.trim_end_matches('/'),
        errand.token
    )
}

fn print(line: &str) -> Result<()> {
    io::stdout().write_all(format!("{line}\n").as_bytes())?;
    Ok(())
}
