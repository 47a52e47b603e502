//! What people do on a day.

use std::fmt;

use chrono::NaiveDate;
use domain::{
    desk::clocks::Adjust,
    item::EventDate,
    plan::{ColumnCode, UnitCode},
};

use super::day::Morning;

/// Says what everybody does. Asked once each working day, after the reminders of the morning.
pub trait Conduct: Send + Sync {
    /// The deeds of the day, in the order in which they are done.
    fn deeds(&mut self, morning: &Morning<'_>) -> Vec<Deed>;

    /// Whether another site has the page at `address` on that day, for the patrol.
    fn is_there(&self, address: &str, on: NaiveDate) -> bool;
}

/// Names a piece within a played county; given by who decides that it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceId(pub u32);

impl fmt::Display for PieceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub column: ColumnCode,
    pub unit: UnitCode,
    /// The lead unit that signs; `None`: the first.
    pub lead: Option<UnitCode>,
    /// When its information was formed or decided; a column that asks for it and gets none counts from the day of writing.
    pub event: Option<EventDate>,
    pub flaw: Option<Flaw>,
}

/// What is wrong with a text until it is revised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A slip of the pen that stands on the office's list of words.
    Slip,
    /// A link to another site; when that site drops the page, it is dead.
    Link(String),
}

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Begins a draft and fills it in.
    Write(PieceId, Piece),
    /// Reviews it for secrecy, answers for what the checks suspect, and hands it in.
    Submit(PieceId),
    /// The lead unit sends it back.
    Return(PieceId),
    /// The lead units sign, as the plan asks.
    Sign(PieceId),
    /// Begins a revision without the flaw and hands it in.
    Revise(PieceId),
    /// The lead unit takes it down.
    Withdraw(PieceId),
    /// 定期确认: a unit says that nothing has changed.
    Confirm { unit: UnitCode, column: ColumnCode },
    /// A unit takes note of everything that it was told.
    Acknowledge(UnitCode),
    /// The portal manager pauses, exempts or extends.
    Adjust(Adjust),
    /// A reader reports something wrong with a public piece.
    Report(PieceId),
    /// The unit answers its oldest report.
    Answer(PieceId),
}
