//! The work of a morning: who is told what.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Timelike};
use domain::{
    event::SubjectKind,
    obligation::{Matter, MatterKey},
    permission::Refusal,
    plan::UnitCode,
    reminder::{Asked, Asking, CaseLine, DigestLine, Occasion, Template, TemplateKind, Words, deadline_of, items},
    time::CHINA,
};
use serde_json::json;
use store::{
    mail::NewMail,
    reminder::{Case, KnownReminder, NewReminder},
};

use crate::{
    Cms, Ctx, Result,
    obligations::{ColumnStanding, Standings},
};

/// Before this hour in China nobody is told anything: offices open at eight.
const FIRST_HOUR: u32 = 8;

/// What a morning came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminded {
    pub units: usize,
    pub reminders: usize,
    /// Cases of which a unit was told.
    pub cases: usize,
    /// Deadlines that nobody has to answer for any more.
    pub settled: usize,
}

/// What one unit is told of one deadline.
struct Piece {
    case: Case,
    /// What a single duty is called; empty for the column itself.
    about: String,
    line: DigestLine,
}

/// What one unit is told on one morning.
#[derive(Clone, Copy)]
struct Morning<'a> {
    pieces: &'a [Piece],
    cases: &'a [CaseLine],
}

impl Cms {
    /// Tells every unit what it has to be told today and has not been told yet. For a job, as often as one likes.
    pub async fn remind(&self, ctx: &Ctx) -> Result<Reminded> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let standings = self.standings().await?;
        let (settled, known) = self.settle(&standings).await?;
        let mut done = Reminded { settled, ..Reminded::default() };
        let is_morning = self.now().with_timezone(&CHINA).hour() >= FIRST_HOUR;
        if !is_morning || !standings.calendar.county().is_worked(standings.today) {
            return Ok(done);
        }
        let mut failed = None;
        let pieces = self.pieces(&standings, known).await?;
        let cases = self.case_lines(&standings).await?;
        let templates = self.templates().await?;
        let units: BTreeSet<&UnitCode> = pieces.keys().chain(cases.keys()).collect();
        for unit in units {
            let (pieces, cases) = (pieces.get(unit).map(Vec::as_slice), cases.get(unit).map(Vec::as_slice));
            let morning = Morning { pieces: pieces.unwrap_or_default(), cases: cases.unwrap_or_default() };
            // One unit that cannot be told keeps nobody else from being told; the next run tries it again.
            match self.tell_unit(ctx, &standings, unit, morning, &templates).await {
                Ok((0, 0)) => {}
                Ok((reminders, cases)) => {
                    done.units += 1;
                    done.reminders += reminders;
                    done.cases += cases;
                }
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(done), Err)
    }

    /// Marks deadlines that were met, moved or waived, or that another unit answers for now; takes the mark from those that
    /// are owed again, since what a lead unit had was given back. How many were marked, and what was told of those that are
    /// owed.
    async fn settle(&self, standings: &Standings) -> Result<(usize, Vec<KnownReminder>)> {
        let mut open: BTreeSet<Case> = BTreeSet::new();
        for column in standings.owed() {
            let Some(deadline) = deadline_of(&column.standing) else { continue };
            let answering = standings.answering(column).into_iter();
            let key = standings.matter_of(column).map(|matter| matter.kind.key());
            open.extend(answering.map(|of| case_of((of, column, key.clone()), deadline)));
        }
        let unsettled = self.inner.store.unsettled_reminders().await?;
        let (known, over): (Vec<_>, Vec<_>) = unsettled.into_iter().partition(|known| open.contains(&known.case));
        let over: BTreeSet<Case> = over.into_iter().map(|known| known.case).collect();
        let deadlines = open.iter().map(|case| case.deadline).collect();
        let settled = self.inner.store.settled_cases(&deadlines).await?;
        let again: Vec<Case> = settled.into_iter().filter(|case| open.contains(case)).collect();
        if over.is_empty() && again.is_empty() {
            return Ok((0, known));
        }
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        for case in &over {
            tx.settle_reminders(case, now).await?;
        }
        for case in &again {
            tx.reopen_reminders(case).await?;
        }
        tx.commit().await?;
        // What is owed again was told of before it was settled.
        let known = if again.is_empty() { known } else { self.inner.store.unsettled_reminders().await? };
        Ok((over.len(), known))
    }

    /// What each unit has not been told yet; `known` is what was told of deadlines that are owed, as [`Self::settle`] has it.
    async fn pieces(&self, standings: &Standings, known: Vec<KnownReminder>) -> Result<BTreeMap<UnitCode, Vec<Piece>>> {
        let mut told: BTreeSet<(UnitCode, Case, Occasion)> = BTreeSet::new();
        let mut unanswered: BTreeMap<Case, NaiveDate> = BTreeMap::new();
        for known in known {
            if known.occasion.is_red() && !known.is_answered {
                let first = unanswered.entry(known.case.clone()).or_insert(known.made_on);
                *first = known.made_on.min(*first);
            }
            told.insert((known.unit, known.case, known.occasion));
        }
        let office = self.office_units().await?;
        let mut pieces: BTreeMap<UnitCode, Vec<Piece>> = BTreeMap::new();
        for column in standings.owed() {
            let Some(duties) = standings.plan.duties(&column.code) else { continue };
            let matter = standings.matter_of(column);
            let key = matter.as_ref().map(|matter| matter.kind.key());
            let since = |of: &UnitCode, deadline| {
                unanswered.get(&case_of((of.clone(), column, key.clone()), deadline)).copied()
            };
            let asking = Asking {
                calendar: standings.calendar_of(column),
                settings: &standings.plan.plan.clock.reminders,
                today: standings.today,
                office: &office,
            };
            let answering = standings.answering(column);
            let Some((deadline, asked)) = asking.on(&column.standing, &answering, &duties.leads, since) else {
                continue;
            };
            for Asked { unit, of, occasion } in asked {
                // Nobody is told anything on a day on which the unit itself is closed.
                if !standings.calendar.of_one(&unit).is_worked(standings.today) {
                    continue;
                }
                let case = case_of((of, column, key.clone()), deadline);
                if told.contains(&(unit.clone(), case.clone(), occasion)) {
                    continue;
                }
                let of = if case.of == unit { "" } else { standings.plan.unit_name(&case.of) }.to_owned();
                let line = DigestLine {
                    occasion,
                    column: standings.path_of(column),
                    deadline,
                    arithmetic: standings.arithmetic_of(column),
                    of,
                };
                let about = matter.as_ref().map(Matter::titled).unwrap_or_default();
                pieces.entry(unit).or_default().push(Piece { case, about, line });
            }
        }
        Ok(pieces)
    }

    /// Writes a unit's reminders of the morning and the mail that carries them. Of each kind of mail there is one a day: who
    /// has written it has told the unit, and what comes up later in the day is told the next morning. Answers how many reminders and cases were told.
    async fn tell_unit(
        &self,
        ctx: &Ctx,
        standings: &Standings,
        unit: &UnitCode,
        morning: Morning<'_>,
        templates: &BTreeMap<TemplateKind, Template>,
    ) -> Result<(usize, usize)> {
        let now = self.now();
        let (mut told, mut told_cases) = (0, 0);
        let mut tx = self.inner.store.begin().await?;
        for kind in TemplateKind::ALL {
            let of_kind: Vec<&Piece> =
                morning.pieces.iter().filter(|piece| mail_of(piece.line.occasion) == kind).collect();
            let cases = if kind == TemplateKind::Digest { morning.cases } else { &[] };
            if of_kind.is_empty() && cases.is_empty() {
                continue;
            }
            let (subject, body) = self.worded(standings, unit, (&of_kind, cases), &templates[&kind]);
            let new = NewMail { unit, day: standings.today, kind, subject: &subject, body: &body, at: now };
            if tx.insert_mail(&new).await?.is_none() {
                continue;
            }
            for Piece { case, about, line } in of_kind {
                let (made_on, arithmetic) = (standings.today, line.arithmetic.as_str());
                let new = NewReminder { unit, case, about, occasion: line.occasion, made_on, arithmetic };
                told += usize::from(tx.insert_reminder(&new, now).await?);
            }
            told_cases += cases.len();
        }
        if (told, told_cases) == (0, 0) {
            return Ok((0, 0));
        }
        let data = json!({ "day": standings.today, "reminders": told, "cases": told_cases });
        tx.append_event(&ctx.event(self, "reminder.make", SubjectKind::Unit, unit.as_str(), data)).await?;
        tx.commit().await?;
        Ok((told, told_cases))
    }

    fn worded(
        &self,
        standings: &Standings,
        unit: &UnitCode,
        (pieces, cases): (&[&Piece], &[CaseLine]),
        template: &Template,
    ) -> (String, String) {
        let lines: Vec<DigestLine> = pieces.iter().map(|piece| piece.line.clone()).collect();
        template.written(&Words {
            unit: standings.plan.unit_name(unit),
            day: &standings.today.to_string(),
            count: lines.len() + cases.len(),
            items: &items(&lines, cases),
            site: &standings.plan.plan.site.name,
            address: &self.reminders_page(),
        })
    }

    /// Address of the page on which reminders are acknowledged.
    pub(super) fn reminders_page(&self) -> String {
        format!("{}/desk/reminders", self.settings().public_address)
    }
}

/// The deadline of a column, or of a single duty in it, that a unit answers for.
fn case_of((of, owed, matter): (UnitCode, &ColumnStanding, Option<MatterKey>), deadline: NaiveDate) -> Case {
    Case { of, column: owed.code.clone(), matter, deadline }
}

/// Which mail carries it.
const fn mail_of(occasion: Occasion) -> TemplateKind {
    match occasion {
        Occasion::Head => TemplateKind::Head,
        Occasion::Lead | Occasion::Office => TemplateKind::Above,
        Occasion::Before(_) | Occasion::OnTheDay | Occasion::Overdue(_) | Occasion::Blank(_) => TemplateKind::Digest,
    }
}

impl Standings {
    /// 频道 › 栏目组 › 栏目, and behind it what a single duty is about.
    pub(super) fn path_of(&self, column: &ColumnStanding) -> String {
        let path = self.plan.plan.path(&column.code);
        let mut words: Vec<&str> = path.iter().map(|column| column.name.as_str()).collect();
        let matter = self.matter_of(column).as_ref().map(Matter::titled);
        words.extend(matter.as_deref());
        words.join(" › ")
    }

    /// How the date was counted, or the rule where nothing was.
    pub(super) fn arithmetic_of(&self, column: &ColumnStanding) -> String {
        let standing = &column.standing;
        if let Some(arithmetic) = standing.arithmetic() {
            return arithmetic;
        }
        let row = self.plan.plan.column(&column.code).and_then(|column| column.row.as_ref());
        row.map(|row| standing.basis.label(row, &self.plan.plan.clock)).unwrap_or_default()
    }
}
