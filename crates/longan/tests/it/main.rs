//! The compiled program at its command line.

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod backup;
mod command_line;
mod configuration;
mod demo;
mod key;
mod program;
