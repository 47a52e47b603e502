//! The documents around the pages: one for citizens, one for the desk, one for paper.

pub mod desk;
pub mod portal;
mod print;

pub use print::print_shell;
