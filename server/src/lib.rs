//! The server of Longan: configuration, HTTP, jobs and the command line around the use cases of `cms`.

pub mod assets;
pub mod cli;
pub mod config;
mod http;
mod jobs;
mod key;
mod middleware;
mod network;
pub mod outside;
mod percent;
mod private;
mod router;
mod serve;
mod sessions;
mod state;

pub use router::router;
pub use state::AppState;
