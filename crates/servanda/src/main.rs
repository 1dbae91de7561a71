//! The one program: `servanda`.
//!
//! What enters: a command line, pages from files and standard input. What leaves: claims on standard output or in
//! files, messages on standard error, an exit code. All understanding of pages is in the crate `reading`; this
//! crate finds the pages, hands them over and shows what comes back.
//!
//! Rooms: [`pages`] finds and opens the inputs, [`sources`] fetches from the network, [`people`] keeps accounts, discussion and chats, [`desk`] shows a ledger in the browser, [`cli`] has one file a command, [`wire`] is the JSON that leaves.

mod cli;
mod desk;
mod pages;
mod people;
mod sources;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
