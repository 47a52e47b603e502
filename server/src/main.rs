//! `longan`: one executable with the pages, the migrations and the default plan inside.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
