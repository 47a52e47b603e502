//! What everybody will do with what is begun, day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    clock::{Pauses, Term},
    plan::UnitCode,
};

use crate::simulation::{Deed, Morning, Piece, PieceId};

#[derive(Debug, Default)]
pub(super) struct Agenda {
    /// What was formed or decided, on the day on which its unit comes to it.
    matters: BTreeMap<NaiveDate, Vec<Piece>>,
    deeds: BTreeMap<NaiveDate, Vec<Deed>>,
    pieces: BTreeMap<PieceId, Life>,
}

#[derive(Debug)]
struct Life {
    unit: UnitCode,
    lead: Option<UnitCode>,
    /// The day of the last deed that is planned with it.
    until: NaiveDate,
    is_withdrawn: bool,
}

impl Agenda {
    pub(super) fn next_number(&self) -> u32 {
        self.pieces.last_key_value().map_or(1, |(id, _)| id.0 + 1)
    }

    pub(super) fn note_matter(&mut self, morning: &Morning<'_>, after: u16, piece: Piece) {
        // Not today any more: what was begun today has been looked at.
        let day = later(morning, morning.today, after.max(1));
        self.matters.entry(day).or_default().push(piece);
    }

    /// What is due to be begun; days on which nobody asked are made up.
    pub(super) fn matters_of(&mut self, today: NaiveDate) -> Vec<Piece> {
        taken(&mut self.matters, today)
    }

    pub(super) fn deeds_of(&mut self, today: NaiveDate) -> Vec<Deed> {
        taken(&mut self.deeds, today)
    }

    pub(super) fn today(&mut self, morning: &Morning<'_>, deed: Deed) {
        self.deeds.entry(morning.today).or_default().push(deed);
    }

    pub(super) fn begin(&mut self, morning: &Morning<'_>, piece: Piece) -> PieceId {
        let id = PieceId(self.next_number());
        let (unit, lead) = (piece.unit.clone(), piece.lead.clone());
        self.pieces.insert(id, Life { unit, lead, until: morning.today, is_withdrawn: false });
        self.today(morning, Deed::Write(id, piece));
        id
    }

    /// So many working days after the last deed with the piece, or after today; gives the day.
    pub(super) fn after(&mut self, morning: &Morning<'_>, id: PieceId, working_days: u16, deed: Deed) -> NaiveDate {
        let Some(life) = self.pieces.get_mut(&id) else { return morning.today };
        life.until = later(morning, life.until.max(morning.today), working_days);
        self.deeds.entry(life.until).or_default().push(deed);
        life.until
    }

    pub(super) fn withdraw(&mut self, morning: &Morning<'_>, id: PieceId, working_days: u16) {
        self.after(morning, id, working_days, Deed::Withdraw(id));
        if let Some(life) = self.pieces.get_mut(&id) {
            life.is_withdrawn = true;
        }
    }

    /// Whether nothing is planned with it any more and it may be revised.
    pub(super) fn is_free(&self, id: PieceId, today: NaiveDate) -> bool {
        self.pieces.get(&id).is_some_and(|life| life.until < today && !life.is_withdrawn)
    }

    pub(super) fn unit_of(&self, id: PieceId) -> Option<&UnitCode> {
        self.pieces.get(&id).map(|life| &life.unit)
    }

    pub(super) fn lead_of(&self, id: PieceId) -> Option<&UnitCode> {
        self.pieces.get(&id).and_then(|life| life.lead.as_ref())
    }
}

fn taken<T>(days: &mut BTreeMap<NaiveDate, Vec<T>>, today: NaiveDate) -> Vec<T> {
    let mut all = Vec::new();
    while let Some(entry) = days.first_entry().filter(|entry| *entry.key() <= today) {
        all.extend(entry.remove());
    }
    all
}

fn later(morning: &Morning<'_>, from: NaiveDate, working_days: u16) -> NaiveDate {
    if working_days == 0 {
        return from;
    }
    Term::WorkingDays(working_days).due(from, morning.calendar, &Pauses::none()).unwrap_or(from)
}
