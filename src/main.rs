//! The `daybook` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    daybook::cli::main(std::env::args_os(), std::env::vars_os().collect())
}
