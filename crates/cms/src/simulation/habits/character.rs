//! How a unit goes about its work. The figures are made up; what matters is that a county has all three.

use domain::{
    obligation::State,
    plan::{ColumnCode, UnitCode},
};

use crate::simulation::chance::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Character {
    Prompt,
    Usual,
    Slow,
}

impl Character {
    /// Nearly half of a county's units are prompt, a fifth is slow.
    pub(super) fn drawn(dice: &mut Dice) -> Self {
        match dice.between(0, 99) {
            0..45 => Self::Prompt,
            45..80 => Self::Usual,
            _ => Self::Slow,
        }
    }

    const fn of<T: Copy>(self, prompt: T, usual: T, slow: T) -> T {
        match self {
            Self::Prompt => prompt,
            Self::Usual => usual,
            Self::Slow => slow,
        }
    }

    /// On how many of a hundred days the daily column gets its entry.
    pub(super) const fn keeps_routine(self) -> u32 {
        self.of(97, 85, 60)
    }

    /// On how many of a hundred mornings it begins with what the board shows so.
    pub(super) const fn acts_on(self, state: State) -> u32 {
        match state {
            State::DueSoon => self.of(35, 12, 3),
            State::Overdue => self.of(50, 25, 8),
            State::Blank => self.of(12, 6, 2),
            State::Normal | State::NotApplicable => 0,
        }
    }

    /// On how many of a hundred mornings it reads what it was told.
    pub(super) const fn reads_letters(self) -> u32 {
        self.of(80, 45, 12)
    }

    /// Working days until it comes to what was formed or decided.
    pub(super) fn comes_to_it(self, dice: &mut Dice) -> u16 {
        let (least, most) = self.of((0, 8), (2, 17), (8, 30));
        dice.between(least, most)
    }

    /// Working days for which a draft lies in the unit.
    pub(super) fn writes(self, dice: &mut Dice) -> u16 {
        dice.between(0, self.of(0, 1, 6))
    }

    /// Working days for which a lead unit sits on what waits for it.
    pub(super) fn signs(self, dice: &mut Dice) -> u16 {
        dice.between(0, self.of(1, 3, 8))
    }

    /// A slow unit never writes in one of five of its columns, always the same.
    pub(super) fn neglects(self, unit: &UnitCode, column: &ColumnCode) -> bool {
        let sum: u32 = unit.as_str().bytes().chain(column.as_str().bytes()).map(u32::from).sum();
        self == Self::Slow && sum.is_multiple_of(5)
    }
}
