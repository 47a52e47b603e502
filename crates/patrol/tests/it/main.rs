//! A site with known faults, served on loopback, and rounds over it.

mod fixture;
mod precision;
mod rounds;
