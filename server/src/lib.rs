//! The server of Longan: configuration, HTTP, jobs and the command line around the use cases of `cms`.

pub mod assets;
pub mod cli;
pub mod config;
mod encoding;
mod front_door;
mod given_file;
mod http;
mod jobs;
mod key;
mod middleware;
mod network;
pub mod outside;
mod page_cache;
pub mod patrol;
mod percent;
mod post;
mod private;
mod router;
mod rules;
mod serve;
mod sessions;
mod state;

pub use front_door::FrontDoor;
pub use state::AppState;
