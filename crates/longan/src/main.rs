//! `longan`: one executable with the pages, the migrations and the default plan inside.

use std::process::ExitCode;

use rust_embed::RustEmbed;
use server::assets::Files;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What `cargo leptos build --frontend-only` put together. In a debug build it is read from the folder.
#[derive(RustEmbed)]
#[folder = "../../target/site"]
#[allow_missing = true]
#[exclude = "*.d.ts*"]
struct Site;

fn main() -> ExitCode {
    server::cli::run(Files::of::<Site>())
}
