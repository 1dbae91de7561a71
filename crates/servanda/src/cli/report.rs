//! Report: what is said on standard error while pages are read.
//!
//! Errors are always said. Of each kind of warning the first few are: a thousand pages without a date should not
//! bury the one that could not be read. All of them are in the JSON.

use super::term::{self, BOLD, DIM};
use crate::pages::Trouble;
use crate::wire;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reading::page::{Diagnostic, Severity};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

/// How many warnings of a kind are said.
const SAID: usize = 5;

/// Standard error, and the progress bar on it.
pub struct Report {
    color: ColorChoice,
    quiet: bool,
    bar: Option<ProgressBar>,
    warnings: BTreeMap<&'static str, usize>,
    /// How many errors were said.
    pub errors: usize,
}

impl Report {
    /// A report without a progress bar. A quiet one says errors only.
    pub fn new(color: ColorChoice, quiet: bool) -> Report {
        Report {
            color,
            quiet,
            bar: None,
            warnings: BTreeMap::new(),
            errors: 0,
        }
    }

    /// Shows a bar that is full at `bytes`, or counts pages where that is not known.
    pub fn show_bar(&mut self, bytes: Option<u64>) {
        let (bar, template) = match bytes {
            Some(bytes) => (
                ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr()),
                "{bar:30} {percent:>3} %  {msg}  {eta} left",
            ),
            None => (
                ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
                "{spinner} {msg}  {elapsed}",
            ),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        self.bar = Some(bar);
    }

    /// Shows a bar that is full when so many claims are joined. Only a terminal has one.
    pub fn show_joining(&mut self, claims: usize) {
        if self.quiet || !std::io::stderr().is_terminal() {
            return;
        }
        let all = Some(u64::try_from(claims).unwrap_or(u64::MAX));
        let bar = ProgressBar::with_draw_target(all, ProgressDrawTarget::stderr());
        let template =
            "{bar:30} {percent:>3} %  {human_pos} of {human_len} claims joined  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        self.bar = Some(bar);
    }

    /// So many claims are joined. Gives whether a bar shows it.
    pub fn joined(&self, claims: usize) -> bool {
        let Some(bar) = &self.bar else {
            return false;
        };
        bar.set_position(u64::try_from(claims).unwrap_or(u64::MAX));
        true
    }

    /// A page more was read, of `bytes` of input.
    pub fn advance(&self, pages: usize, bytes: u64) {
        if let Some(bar) = &self.bar {
            let rate = pages as f64 / bar.elapsed().as_secs_f64().max(0.001);
            bar.set_message(format!("{pages} pages, {rate:.0}/s"));
            bar.inc(bytes);
        }
    }

    /// Runs `print` with the bar out of the way.
    pub fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away.
    pub fn hide_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Says what kept a file or page from being read.
    pub fn trouble(&mut self, trouble: &Trouble) {
        let error = trouble.diagnostic.severity == Severity::Error;
        self.errors += usize::from(error);
        if error || !self.quiet {
            self.say(&trouble.name, &trouble.diagnostic);
        }
    }

    /// Says what a reading found wrong with the page `name`. Its notes are in the JSON only.
    pub fn diagnostics(&mut self, name: &str, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => {
                    self.errors += 1;
                    self.say(name, diagnostic);
                }
                Severity::Warning if !self.quiet => {
                    let said = self.warnings.entry(diagnostic.code).or_default();
                    *said += 1;
                    if *said <= SAID {
                        self.say(name, diagnostic);
                    }
                }
                _ => {}
            }
        }
    }

    /// Says how many warnings were kept back.
    pub fn kept_back(&mut self) {
        let kept: Vec<String> = self
            .warnings
            .iter()
            .filter(|(_, n)| **n > SAID)
            .map(|(code, n)| format!("{} more of {code}", n - SAID))
            .collect();
        if !kept.is_empty() {
            self.line(&format!(
                "{DIM}warnings not shown: {}; all are in the JSON{DIM:#}",
                kept.join(", ")
            ));
        }
    }

    /// Says `text`, unless quiet.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// Says that something went wrong which the program gets over, unless quiet.
    pub fn warn(&self, what: &str) {
        if !self.quiet {
            self.line(&message(Severity::Warning, what, ""));
        }
    }

    /// Says that something failed that is no page's fault.
    pub fn fail(&mut self, what: &str, help: &str) {
        self.errors += 1;
        self.line(&message(Severity::Error, what, help));
    }

    fn say(&self, name: &str, diagnostic: &Diagnostic) {
        let what = format!(
            "{}: {} {DIM}[{}]{DIM:#}",
            term::clean(name),
            term::clean(&diagnostic.message),
            diagnostic.code
        );
        self.line(&message(
            diagnostic.severity,
            &what,
            &term::clean(&diagnostic.help),
        ));
    }

    fn line(&self, text: &str) {
        self.aside(|| {
            let mut stderr = AutoStream::new(std::io::stderr().lock(), self.color);
            // There is nowhere left to say that standard error is closed.
            let _ = writeln!(stderr, "{text}");
        });
    }
}

fn message(severity: Severity, what: &str, help: &str) -> String {
    let style: Style = match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => BOLD,
    };
    let word = wire::severity(severity);
    let help = if help.is_empty() {
        String::new()
    } else {
        format!("\n  {help}")
    };
    format!("{style}{word}{style:#}: {what}{help}")
}
