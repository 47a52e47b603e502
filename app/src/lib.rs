//! Pages of portal and desk, and the server functions between desk and server.

pub mod assets;
pub mod ui;
