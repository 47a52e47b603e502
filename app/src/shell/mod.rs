//! The documents around the pages: one for citizens, one for the desk.

pub mod desk;
pub mod portal;
