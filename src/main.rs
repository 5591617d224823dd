//! The `relata` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    relata::cli::main().into()
}
