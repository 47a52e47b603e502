//! Tells cargo that the migrations are part of the crate: a new file among them would go unnoticed.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
}
