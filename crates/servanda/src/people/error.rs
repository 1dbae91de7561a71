//! Errors: why something was not done. The desk has the words for each in every language; those here are for the command line.

use super::roles::Action;
use std::fmt;

/// What came of it, or why it was not done.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Name and password do not fit, the account does not exist or may not log in: which of them is never told.
    Wrong,
    /// The second factor's code is wrong, used up or too old.
    WrongCode,
    /// A token is unknown, used or out of date.
    Expired,
    /// Only somebody who is logged in may do it.
    LoggedOut,
    /// The role or the token's scope does not allow it.
    NotAllowed(Action),
    /// The account may read, and not write.
    Muted,
    /// Too often; how many seconds to wait.
    TooOften(u64),
    /// Nobody may register.
    Closed,
    /// Only who is invited may register.
    Uninvited,
    /// The name is taken.
    Taken,
    /// The name is no name.
    BadName,
    /// The password is too short, too common or holds the name.
    WeakPassword,
    /// The e-mail address is none.
    BadEmail,
    /// There is no such thing, or it may not be seen.
    Missing,
    /// The thread is locked.
    Locked,
    /// Nothing is written.
    Blank,
    /// Too long: at most so many characters.
    TooLong(usize),
    /// At most so many are kept.
    TooMany(usize),
    /// At least one administrator stays.
    LastAdministrator,
    /// The file could not be used.
    Store(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Wrong => write!(f, "name and password do not fit"),
            Error::WrongCode => write!(f, "the code is wrong or used up"),
            Error::Expired => write!(f, "the link is used up or out of date"),
            Error::LoggedOut => write!(f, "only for those who are logged in"),
            Error::NotAllowed(action) => write!(f, "the role does not allow it ({action})"),
            Error::Muted => write!(f, "this account may read, and not write"),
            Error::TooOften(seconds) => write!(f, "too often; wait {seconds} seconds"),
            Error::Closed => write!(f, "nobody may register here"),
            Error::Uninvited => write!(f, "only who is invited may register"),
            Error::Taken => write!(f, "the name is taken"),
            Error::BadName => write!(
                f,
                "a name has 2 to 32 letters and digits of one script, and - or _ between them"
            ),
            Error::WeakPassword => write!(
                f,
                "a password has at least 10 characters, is not a common one, and does not hold the name"
            ),
            Error::BadEmail => write!(f, "this is no e-mail address"),
            Error::Missing => write!(f, "there is no such thing"),
            Error::Locked => write!(f, "the thread is locked"),
            Error::Blank => write!(f, "nothing is written"),
            Error::TooLong(most) => write!(f, "too long: at most {most} characters"),
            Error::TooMany(most) => write!(f, "at most {most} are kept"),
            Error::LastAdministrator => write!(f, "at least one administrator stays"),
            Error::Store(what) => write!(f, "the people's file could not be used: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::QueryReturnedNoRows => Error::Missing,
            error => Error::Store(error.to_string()),
        }
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Error {
        match never {}
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::Store(error.to_string())
    }
}
