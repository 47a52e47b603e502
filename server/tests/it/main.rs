//! The server from outside: requests at the router.

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod access;
mod approval_form;
mod board;
mod cases;
mod faults;
mod feedback;
mod feeds;
mod forgery;
mod headers;
mod heads;
mod home;
mod kept_pages;
mod old_addresses;
mod outside;
mod patrol;
mod pictures;
mod portal;
mod probing;
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
