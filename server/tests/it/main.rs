//! The server from outside: requests at the router, and the command line of the compiled program.

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod access;
mod backup;
mod board;
mod cases;
mod command_line;
mod configuration;
mod demo;
mod faults;
mod feedback;
mod feeds;
mod forgery;
mod headers;
mod heads;
mod kept_pages;
mod key;
mod old_addresses;
mod outside;
mod patrol;
mod pictures;
mod portal;
mod probing;
mod program;
mod registers;
mod reminders;
mod rounds;
mod services;
mod sessions;
mod sign_in;
mod site;
mod story;
mod topics;
mod uploads;
mod work_report;
