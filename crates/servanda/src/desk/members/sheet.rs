//! Sheet: a page with one form.

use crate::desk::frame::{Frame, page};
use crate::desk::problem::Problem;
use crate::desk::visit::Visit;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

/// A page with one form.
#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Sheet {
    /// The frame.
    pub f: Frame,
    /// What stands before the form.
    pub lead: Option<String>,
    /// Why it was not taken.
    pub error: Option<String>,
    /// Where it goes; nothing: there is no form, only what is said.
    pub action: &'static str,
    /// What is filled in.
    pub fields: Vec<Field>,
    /// What goes along.
    pub hidden: Vec<(&'static str, String)>,
    /// What the button says.
    pub submit: String,
    /// Whether one can log in with a passkey as well.
    pub has_passkeys: bool,
    /// Other ways to go: paths and words.
    pub links: Vec<(String, String)>,
}

/// Something to fill in.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Name.
    pub name: &'static str,
    /// What stands before it.
    pub label: String,
    /// Kind: text, password, email.
    pub kind: &'static str,
    /// What it holds.
    pub value: String,
    /// What browsers fill in.
    pub autocomplete: &'static str,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// Whether it may stay empty.
    pub optional: bool,
}

impl Sheet {
    /// A sheet with a frame, where its form goes and what its button says.
    pub fn new(f: Frame, action: &'static str, submit: String) -> Sheet {
        Sheet {
            f,
            lead: None,
            error: None,
            action,
            fields: Vec::new(),
            hidden: Vec::new(),
            submit,
            has_passkeys: false,
            links: Vec::new(),
        }
    }

    /// The page.
    ///
    /// # Errors
    /// Where the template cannot be drawn.
    pub fn show(self, visit: &Visit, status: StatusCode) -> Result<Response, Problem> {
        let mut response = page(&self, visit)?;
        *response.status_mut() = status;
        Ok(response)
    }
}
