//! Pages of portal and desk, and the server functions between desk and server.

pub mod api;
pub mod assets;
pub mod desk;
#[cfg(feature = "ssr")]
pub mod desk_print;
#[cfg(feature = "ssr")]
pub mod portal;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod sign_in;
pub mod ui;
mod window_title;
