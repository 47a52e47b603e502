//! The habits of a made-up county: who is prompt and who is slow, what comes up, how long it lies where. Chance decides by the
//! seed alone; what is due, and when, people read from the board as everybody does.

mod agenda;
mod character;
mod elsewhere;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use domain::{
    desk::{
        board::ColumnLine,
        clocks::{Adjust, AdjustmentKind},
    },
    item::{EventDate, EventKind},
    kind::{Kind, text_kind},
    obligation::State,
    plan::{Cadence, Column, ColumnCode, ColumnKind, Duties, UnitCode},
};

use self::{agenda::Agenda, character::Character, elsewhere::Elsewhere};
use super::{Conduct, Deed, Flaw, Morning, Piece, PieceId, chance::Dice};

/// A column for which more units write than this has its news every day.
const MANY: usize = 10;

/// What everybody does in a made-up county.
pub struct Habits {
    dice: Dice,
    elsewhere: Elsewhere,
    characters: BTreeMap<UnitCode, Character>,
    agenda: Agenda,
    /// Until when somebody is at work on what the board asks for.
    at_work: BTreeMap<ColumnCode, NaiveDate>,
    /// The piece of a column that holds one page.
    pages: BTreeMap<ColumnCode, PieceId>,
    extended: BTreeSet<(ColumnCode, NaiveDate)>,
}

impl Habits {
    /// Of the county that `seed` makes, from its first day on.
    pub fn new(seed: u64, first: NaiveDate) -> Self {
        Self {
            dice: Dice::new(seed),
            elsewhere: Elsewhere { seed, first },
            characters: BTreeMap::new(),
            agenda: Agenda::default(),
            at_work: BTreeMap::new(),
            pages: BTreeMap::new(),
            extended: BTreeSet::new(),
        }
    }
}

impl Conduct for Habits {
    fn deeds(&mut self, morning: &Morning<'_>) -> Vec<Deed> {
        for unit in morning.plan.units() {
            if !self.characters.contains_key(&unit.code) {
                self.characters.insert(unit.code.clone(), Character::drawn(&mut self.dice));
            }
        }
        for piece in self.agenda.matters_of(morning.today) {
            self.begin(morning, piece);
        }
        let columns = morning.plan.plan.columns.iter();
        for column in columns.filter(|column| column.takes_items(morning.today)) {
            if let Some(duties) = morning.plan.duties(&column.code) {
                self.what_comes_up(morning, column, duties);
            }
        }
        for line in &morning.board.lines {
            self.what_is_owed(morning, line);
        }
        for id in morning.faulty {
            self.mend(morning, *id);
        }
        let mut deeds = self.letters_read(morning);
        deeds.extend(self.agenda.deeds_of(morning.today));
        deeds
    }

    fn is_there(&self, address: &str, on: NaiveDate) -> bool {
        self.elsewhere.is_there(address, on)
    }
}

impl Habits {
    fn character(&self, unit: &UnitCode) -> Character {
        self.characters.get(unit).copied().unwrap_or(Character::Usual)
    }

    /// News, notices, and what was formed or decided: it comes when it comes.
    fn what_comes_up(&mut self, morning: &Morning<'_>, column: &Column, duties: &Duties) {
        let Some(cadence) = column.row.as_ref().map(|row| row.cadence) else { return };
        let units: Vec<UnitCode> = duties.responsible.iter().cloned().collect();
        let is_article = text_kind(column.kind) == Kind::Article;
        match cadence {
            Cadence::Daily => {
                let Some(unit) = self.dice.one_of(&units).cloned() else { return };
                if self.dice.falls(self.character(&unit).keeps_routine()) {
                    let piece = self.piece(column, duties, unit, None);
                    self.begin(morning, piece);
                }
            }
            Cadence::AfterEvent { .. } if self.dice.falls(15) => {
                let Some(unit) = self.dice.one_of(&units).cloned() else { return };
                let kind = match (column.kind, self.dice.between(0, 5)) {
                    (ColumnKind::Decisions, 0 | 1) => EventKind::Licence,
                    (ColumnKind::Decisions, 2) => EventKind::Penalty,
                    _ => EventKind::Formed,
                };
                let after = self.character(&unit).comes_to_it(&mut self.dice);
                let piece = self.piece(column, duties, unit, Some(EventDate { on: morning.today, kind }));
                self.agenda.note_matter(morning, after, piece);
            }
            Cadence::Days { .. } | Cadence::WhenNeeded | Cadence::Promptly if is_article && units.len() > MANY => {
                for _ in 0..self.dice.between(0, 4) {
                    if let Some(unit) = self.dice.one_of(&units).cloned() {
                        let piece = self.piece(column, duties, unit, None);
                        self.begin(morning, piece);
                    }
                }
            }
            _ => {}
        }
    }

    /// What the board shows in amber or red, somebody comes to sooner or later.
    fn what_is_owed(&mut self, morning: &Morning<'_>, line: &ColumnLine) {
        let plan = morning.plan;
        let (Some(column), Some(duties)) = (plan.plan.column(&line.code), plan.duties(&line.code)) else { return };
        let busy = self.at_work.get(&line.code).is_some_and(|until| morning.today <= *until);
        // An item on its way that is late is late until it is signed: another would not help.
        let waits_for_item = line.set_by.as_ref().is_some_and(|set_by| !set_by.is_public);
        if busy || waits_for_item || !matches!(line.state, State::DueSoon | State::Overdue | State::Blank) {
            return;
        }
        let units: Vec<UnitCode> = duties.responsible.iter().cloned().collect();
        let Some(unit) = self.dice.one_of(&units).cloned() else { return };
        let character = self.character(&unit);
        let is_empty = line.state == State::Blank;
        if !is_empty && self.asks_for_more_time(morning, line, character) {
            return;
        }
        if !self.dice.falls(character.acts_on(line.state)) || character.neglects(&unit, &line.code) {
            return;
        }
        let has_account = plan.plan.unit(&unit).is_some_and(|unit| unit.has_account);
        if line.confirmable && !is_empty && has_account && self.dice.falls(40) {
            self.agenda.today(morning, Deed::Confirm { unit, column: line.code.clone() });
            return;
        }
        let is_about_document = text_kind(column.kind) == Kind::Interpretation;
        if !column.takes_items(morning.today) || (is_about_document && !morning.has_document) {
            return;
        }
        let until = match self.pages.get(&line.code).copied().filter(|_| column.kind == ColumnKind::Page) {
            Some(page) if self.agenda.is_free(page, morning.today) => self.revise(morning, page, 0),
            Some(_) => return,
            None => {
                let piece = self.piece(column, duties, unit, None);
                self.begin(morning, piece)
            }
        };
        self.at_work.insert(line.code.clone(), until);
    }

    /// A slow unit asks the portal manager for ten days more, who agrees once.
    fn asks_for_more_time(&mut self, morning: &Morning<'_>, line: &ColumnLine, character: Character) -> bool {
        let (Some(due), State::DueSoon) = (line.due, line.state) else { return false };
        let is_near = (due - morning.today).num_days() <= 3;
        let asks = is_near && character == Character::Slow && self.dice.falls(10);
        if !asks || !self.extended.insert((line.code.clone(), due)) {
            return false;
        }
        let adjust = Adjust {
            kind: AdjustmentKind::Extension,
            column: line.code.clone(),
            item: None,
            matter: None,
            from: due,
            to: due.checked_add_days(Days::new(10)),
            reason: "责任单位申请延期（模拟）".into(),
        };
        self.agenda.today(morning, Deed::Adjust(adjust));
        true
    }

    /// Something that the patrol has found in a public text.
    fn mend(&mut self, morning: &Morning<'_>, id: PieceId) {
        let Some(unit) = self.agenda.unit_of(id).cloned() else { return };
        if self.agenda.is_free(id, morning.today) && self.dice.falls(self.character(&unit).acts_on(State::Overdue)) {
            self.revise(morning, id, 0);
        }
    }

    /// Units read what they were told, each as often as it is used to.
    fn letters_read(&mut self, morning: &Morning<'_>) -> Vec<Deed> {
        let units = morning.plan.units().filter(|unit| unit.has_account);
        let read = units.filter(|unit| {
            let percent = self.characters.get(&unit.code).copied().unwrap_or(Character::Usual).reads_letters();
            self.dice.falls(percent)
        });
        read.map(|unit| Deed::Acknowledge(unit.code.clone())).collect()
    }

    fn piece(&mut self, column: &Column, duties: &Duties, unit: UnitCode, event: Option<EventDate>) -> Piece {
        let leads: Vec<UnitCode> = duties.leads.iter().cloned().collect();
        let flaw = match self.dice.between(0, 99) {
            0..3 => Some(Flaw::Slip),
            3..11 => Some(Flaw::Link(Elsewhere::page(self.agenda.next_number()))),
            _ => None,
        };
        Piece { column: column.code.clone(), unit, lead: self.dice.one_of(&leads).cloned(), event, flaw }
    }

    /// A draft is begun today; gives the day on which it is signed.
    fn begin(&mut self, morning: &Morning<'_>, piece: Piece) -> NaiveDate {
        let (unit, signer) = (self.character(&piece.unit), self.signer(&piece));
        let column = piece.column.clone();
        let is_page = morning.plan.plan.column(&column).is_some_and(|column| column.kind == ColumnKind::Page);
        let (id, dice) = (self.agenda.begin(morning, piece), &mut self.dice);
        if is_page {
            self.pages.insert(column, id);
        }
        let agenda = &mut self.agenda;
        let mut day = agenda.after(morning, id, unit.writes(dice), Deed::Submit(id));
        if dice.falls(6) {
            agenda.after(morning, id, signer.signs(dice), Deed::Return(id));
            agenda.after(morning, id, 1 + unit.writes(dice), Deed::Submit(id));
        }
        day = day.max(agenda.after(morning, id, signer.signs(dice), Deed::Sign(id)));
        match dice.between(0, 199) {
            0..3 => drop(self.revise(morning, id, 20)),
            3..5 if !is_page => agenda.withdraw(morning, id, dice.between(3, 40)),
            5..13 => {
                agenda.after(morning, id, dice.between(1, 15), Deed::Report(id));
                agenda.after(morning, id, 1 + unit.writes(dice), Deed::Answer(id));
                self.revise(morning, id, 1);
            }
            _ => {}
        }
        day
    }

    /// Within so many working days it is revised; gives the day on which that is signed.
    fn revise(&mut self, morning: &Morning<'_>, id: PieceId, within: u16) -> NaiveDate {
        let Some(lead) = self.agenda.lead_of(id).cloned() else { return morning.today };
        let signer = self.character(&lead);
        let (after, signs) = (self.dice.between(0, within), signer.signs(&mut self.dice));
        self.agenda.after(morning, id, after, Deed::Revise(id));
        self.agenda.after(morning, id, signs, Deed::Sign(id))
    }

    fn signer(&self, piece: &Piece) -> Character {
        piece.lead.as_ref().map_or(Character::Usual, |lead| self.character(lead))
    }
}
