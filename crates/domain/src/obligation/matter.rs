//! Single duties (单项任务) beside those of the columns: a policy document asks for its interpretation, a public topic for
//! news, a reader's letter and a request for disclosure for an answer, an item on its way for its publication, what lies with
//! a lead unit for its signature, a year for the item of each unit that owes one.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Adjustments, Basis, ClockSettings, Duty, ItemOnItsWay, Lateness, MatterKey, OnItsWay, OpenItem, Shares, Side,
    Standing, State, candidate::later, held::Held,
};
use crate::{
    calendar::Calendar,
    clock::{DayOfYear, Deadline, Pauses, Term},
    id::{DisclosureRequestId, ItemId, ReportId, TopicId},
    plan::{Cadence, ColumnCode, Unit, UnitCode},
};

/// What is asked for, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum MatterKind {
    /// A public policy document has no interpretation (国办发〔2016〕61号: 同步解读; plan row C58).
    Interpretation { document: ItemId },
    /// A topic has had no news for as long as its unit promised (plan row C65).
    TopicNews { topic: TopicId, promise: Cadence },
    /// A reader waits for an answer (发展指引: 我为政府网站找错).
    Letter { report: ReportId },
    /// An applicant waits for an answer (政府信息公开条例第三十三条, plan row C10). `since` is the day of receipt, or that of the
    /// corrected application; whoever handles requests gives them to this list.
    Disclosure { request: DisclosureRequestId },
    /// An item is on its way whose own clock runs (plan rows of 20个工作日 and 及时更新) while something else sets how its
    /// column stands. How it stands is said by [`super::Duty::items`].
    Item { item: ItemId },
    /// An item lies with its lead unit, which signs it or gives it back within days of its own, whatever clock of its unit runs.
    Signing { item: ItemId },
    /// The same of a topic's next page.
    TopicSigning { topic: TopicId },
    /// Each of several units owes the column one item of `year`, by `day` of it, and this one has published none (政府信息公开条例
    /// 第四十九条, plan row C09).
    YearlyReport { column: ColumnCode, unit: UnitCode, year: i32, day: DayOfYear },
}

/// 政府信息公开条例第三十三条第二款: an answer within twenty working days of receipt.
const DISCLOSURE: Term = Term::WorkingDays(20);

/// One thing that a unit owes, apart from how its columns stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    pub kind: MatterKind,
    /// Where it is to be met; pauses and exemptions of this column hold for it too.
    pub column: ColumnCode,
    /// The unit that has to see to it.
    pub unit: UnitCode,
    /// What everybody may read: the title of the public page, or the number of a letter.
    pub title: String,
    /// The day that starts its clock.
    pub since: NaiveDate,
    /// Each that would meet it and is not public yet: the interpretations of a document, a topic's next page, the unit's item
    /// of the year.
    pub on_its_way: Vec<OnItsWay>,
}

impl MatterKind {
    /// What decisions and reminders call it.
    pub fn key(&self) -> MatterKey {
        match self {
            Self::Interpretation { document } => MatterKey::Interpretation(*document),
            Self::TopicNews { topic, .. } => MatterKey::TopicNews(*topic),
            Self::Letter { report } => MatterKey::Letter(*report),
            Self::Disclosure { request } => MatterKey::Disclosure(*request),
            Self::Item { item } => MatterKey::Item(*item),
            Self::Signing { item } => MatterKey::Signing(*item),
            Self::TopicSigning { topic } => MatterKey::TopicSigning(*topic),
            Self::YearlyReport { column, unit, year, .. } => {
                MatterKey::YearlyReport { column: column.clone(), unit: unit.clone(), year: *year }
            }
        }
    }

    /// What is owed, in a clerk's words.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Interpretation { .. } => "待解读",
            Self::TopicNews { .. } => "专题更新",
            Self::Letter { .. } => "待答复",
            Self::Disclosure { .. } => "依申请公开",
            Self::Item { .. } => "在办信息",
            Self::Signing { .. } | Self::TopicSigning { .. } => "待审签",
            Self::YearlyReport { .. } => "每年一份",
        }
    }

    /// Whether it is a lead unit's to sign.
    pub const fn is_signing(&self) -> bool {
        matches!(self, Self::Signing { .. } | Self::TopicSigning { .. })
    }

    /// The rule that it stands by: mostly what happened on the day that starts the clock.
    fn basis(&self) -> Basis {
        let event = match self {
            Self::Interpretation { .. } => "文件公开",
            Self::TopicNews { .. } => "更新",
            Self::Letter { .. } => "来信",
            Self::Disclosure { .. } => "收到申请",
            Self::Item { .. } => "起草",
            Self::Signing { .. } | Self::TopicSigning { .. } => "送审",
            Self::YearlyReport { .. } => return Basis::ByDay,
        };
        Basis::Matter(event.into())
    }

    /// How long it may take; `None` where no number was promised.
    fn term(&self, settings: &ClockSettings) -> Option<Term> {
        match self {
            Self::Interpretation { .. } => Some(Term::WorkingDays(settings.interpretation)),
            Self::Letter { .. } => Some(Term::WorkingDays(settings.reply)),
            Self::Disclosure { .. } => Some(DISCLOSURE),
            Self::Signing { .. } | Self::TopicSigning { .. } => Some(Term::WorkingDays(settings.signing)),
            // The column's rule has it.
            Self::Item { .. } | Self::YearlyReport { .. } => None,
            Self::TopicNews { promise, .. } => match *promise {
                Cadence::Daily => Some(Term::WorkingDays(1)),
                Cadence::Days { days } => Some(Term::Days(days)),
                Cadence::Months { months } => Some(Term::Months(months)),
                _ => None,
            },
        }
    }
}

impl Matter {
    /// An item on its way, as it is told to everybody: before it is public its title is its unit's.
    pub fn of_item(item: ItemId, column: ColumnCode, unit: UnitCode, since: NaiveDate) -> Self {
        let (kind, title) = (MatterKind::Item { item }, format!("编号 {item}"));
        Self { kind, column, unit, title, since, on_its_way: Vec::new() }
    }

    /// What the lead unit has to do with an item that lies there, told to everybody as of [`Self::of_item`]; `None` while its
    /// unit has it, and of what is signed for later.
    pub fn to_sign(item: &OpenItem, column: ColumnCode, unit: UnitCode) -> Option<Self> {
        let since = item.hands.to_sign_since()?;
        let on_its_way = vec![OnItsWay::item(item, column.clone(), unit.clone())];
        let kind = MatterKind::Signing { item: item.item };
        Some(Self { kind, column, unit, title: format!("编号 {}", item.item), since, on_its_way })
    }

    /// The same of the next page of a topic that waits for news.
    pub fn page_to_sign(&self) -> Option<Self> {
        let MatterKind::TopicNews { topic, .. } = self.kind else { return None };
        let since = self.on_its_way.iter().find_map(|page| page.hands.to_sign_since())?;
        Some(Self { kind: MatterKind::TopicSigning { topic }, since, ..self.clone() })
    }

    /// What `unit` owes as one of several that each owe the column one item a year, nothing of it on its way. `duty` is its own,
    /// owed since the unit owes it ([`crate::plan::InForce::owes_since`]). `last`: when an item of the unit last became public
    /// there for the first time. The year is the first without one, if it has begun; of those before it only the last is asked
    /// for, as one item makes up for them all.
    pub fn yearly_report(duty: &Duty<'_>, unit: &Unit, last: Option<NaiveDate>, today: NaiveDate) -> Option<Self> {
        let Cadence::ByDay { day } = duty.row.cadence else { return None };
        let first = duty.owed_since.year() + i32::from(day.in_year(duty.owed_since.year())? < duty.owed_since);
        let next = last.map_or(first, |last| first.max(last.year() + 1));
        let year = next.max(today.year() - 1);
        if year > today.year() {
            return None;
        }
        Some(Self {
            kind: MatterKind::YearlyReport { column: duty.column.code.clone(), unit: unit.code.clone(), year, day },
            column: duty.column.code.clone(),
            unit: unit.code.clone(),
            title: format!("{}（{}）", duty.column.name, unit.name),
            since: NaiveDate::from_ymd_opt(year, 1, 1)?.pred_opt()?,
            on_its_way: Vec::new(),
        })
    }

    /// The unit that owes it: of an item of the year also one without account, which cannot see to it itself.
    pub const fn owed_by(&self) -> &UnitCode {
        if let MatterKind::YearlyReport { unit, .. } = &self.kind { unit } else { &self.unit }
    }

    /// The items that would meet it, as far as anything is one.
    pub fn items_on_their_way(&self) -> impl Iterator<Item = &ItemOnItsWay> {
        self.on_its_way.iter().filter_map(|one| one.item.as_ref())
    }

    /// Whether a lead unit writes any of that still for a unit without account.
    pub fn is_being_entered(&self) -> bool {
        self.on_its_way.iter().any(OnItsWay::is_being_entered)
    }

    /// What it is called among others: 待答复：读者纠错 2026-1.
    pub fn titled(&self) -> String {
        format!("{}：{}", self.kind.label(), self.title)
    }

    /// Who had any of what would meet it, since `owed_since`.
    fn held(&self, owed_since: NaiveDate) -> Held {
        Held::of_any(self.on_its_way.iter().map(|one| (one.turns(), &one.hands)), &BTreeMap::new(), owed_since)
    }

    /// Its last day with the arithmetic, before anything was approved; `None` where no term was promised.
    fn deadline(
        &self,
        owed_since: NaiveDate,
        settings: &ClockSettings,
        calendar: &Calendar,
        pauses: &Pauses,
    ) -> Option<Deadline> {
        if let MatterKind::YearlyReport { year, day, .. } = &self.kind {
            // Its year is counted whole, also where the column began to owe in it.
            return day.deadline(*year, calendar, pauses);
        }
        Some(Deadline::new(self.since.max(owed_since), self.kind.term(settings)?, calendar, pauses))
    }

    /// How it stands on `today`; `None` when nothing is owed, since the column is exempt or no term was promised.
    /// `adjustments` are the pauses and exemptions of the column, and the extensions that were approved for the duty itself.
    pub fn standing(
        &self,
        adjustments: &Adjustments,
        calendar: &Calendar,
        settings: &ClockSettings,
        owed_since: NaiveDate,
        today: NaiveDate,
    ) -> Option<Standing> {
        if today < owed_since || adjustments.exemptions.iter().any(|exemption| exemption.covers(today)) {
            return None;
        }
        let pauses = &adjustments.pauses;
        let deadline = self.deadline(owed_since, settings, calendar, pauses)?;
        let (start, term) = (deadline.from, deadline.term);
        let (due, extension) =
            later(deadline.due, &adjustments.extensions, calendar, |extension, due| extension.means(start, due));
        // Nobody was warned before it was owed.
        let warns = settings.amber_from(start, term, deadline.due, calendar, pauses).map(|day| day.max(owed_since));
        let warns = warns.map(|day| due.map_or(day, |due| day.min(due)));
        let (state, since) = State::of_clock(start.max(owed_since), due, warns, today);
        let held = self.held(owed_since);
        let signing = Term::WorkingDays(settings.signing);
        let shares = Shares::of(&held, start, term, signing, calendar, pauses, today);
        let lateness = due
            .filter(|_| state == State::Overdue)
            .and_then(|due| Lateness::divided((start, due), &held.handovers, adjustments, calendar, today));
        Some(Standing {
            state,
            since,
            due,
            days_left: due.map(|due| (due - today).num_days()),
            working_days_left: due.map(|due| calendar.working_days_between(today, due)),
            basis: self.kind.basis(),
            set_by: None,
            deadline: Some(deadline),
            from_first_day: self.since < start,
            extended: extension.zip(due).map(|(extension, due)| (due, extension.reason)),
            with: held.with(),
            to_sign_since: held.lead_since,
            // Where the lead unit never had anything there is one clock.
            shares: Some(shares).filter(|shares| held.with() == Side::Lead || shares.lead_days > 0),
            lateness,
            signed: held.signed,
            quota: None,
            pauses: pauses.clone(),
        })
    }
}
