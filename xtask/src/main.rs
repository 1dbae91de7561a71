//! The project's own chores.

mod train;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("train") => train::run(&args[1..]),
        Some("parse-eval") => train::evaluate::run(&args[1..]),
        Some("gemm") => {
            println!("{}", train::speed());
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: cargo xtask train | parse-eval [FILE [MODEL]]");
            ExitCode::from(2)
        }
    }
}
