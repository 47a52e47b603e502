//! 月度巡查: each unit's own look through its columns, month by month ([`domain::round`]).

mod checklist;
mod keeping;
mod matrix;
mod moved;
mod owing;
mod sheet;
