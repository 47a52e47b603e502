//! Tells cargo that a release embeds the folder of the pages' files: without this a file that is new there, or a folder
//! that was empty at the first build, would go unnoticed. Other profiles read the folder at run time.

use std::{env, fs, io};

const SITE: &str = "../../target/site";

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its profile through the environment")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").as_deref() == Ok("release") {
        // A missing folder would count as changed at every build.
        fs::create_dir_all(SITE)?;
        println!("cargo::rerun-if-changed={SITE}");
    }
    Ok(())
}
