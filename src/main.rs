//! The program `obsada`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(obsada::cli::run())
}
