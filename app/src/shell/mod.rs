//! The documents around the pages: one for citizens, one for the desk, one for paper, one for a screen on the wall.

pub mod desk;
pub mod portal;
mod print;
mod wall;

pub use print::print_shell;
pub use wall::wall_shell;
