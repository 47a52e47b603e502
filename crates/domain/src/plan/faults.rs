//! What makes a plan unusable, stated once for the plan file, for an import and for an edit from the desk.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::LEVELS;
use super::{
    AssuranceMode, Cadence, Column, ColumnCode, ColumnKind, GroupMembers, Party, Plan, PlanRow, Unit, UnitCode,
};
use crate::{clock::Term, time::in_words};

/// The kinds of faults, for tests and for filtering; the message says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// The text is no TOML.
    Syntax,
    UnknownKey,
    MissingKey,
    /// A value of another type, or a word that stands for nothing.
    BadValue,
    BadCode,
    BadDate,
    NoName,
    DuplicateCode,
    /// Two units or groups claim one name.
    DuplicateName,
    /// Two columns claim one row of the county's table.
    DuplicateNumber,
    UnknownParty,
    UnknownParent,
    UnknownSuccessor,
    /// A mirror that shows nothing, or another mirror, link or group, or that outlives what it shows.
    MirrorOfNothing,
    MissingLead,
    MissingLink,
    BadLink,
    ImpossibleCadence,
    /// Columns, successions or mirrors that lead back to themselves.
    Cycle,
    TooDeep,
    /// A column that stays below one that is no group, or that ends.
    BadParent,
    /// A group with a row of the table, or a column without.
    BadRow,
    EmptyGroup,
    /// A second column in use for special topics: nobody could say in which of them a topic stands.
    SecondTopics,
}

/// Where in the plan a fault stands: the entry by its position, and the key of the plan file that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub entry: Entry,
    pub key: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    Plan,
    Unit(usize),
    Group(usize),
    Column(usize),
}

/// One fault of a plan in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    pub place: Place,
    pub kind: FaultKind,
    /// A Chinese sentence that names what is wrong.
    pub message: String,
}

impl Plan {
    /// Every fault of the plan, in words; empty when it can be used.
    pub fn faults(&self) -> Vec<String> {
        self.inspect().into_iter().map(|fault| fault.message).collect()
    }

    /// Every fault of the plan with its place.
    pub fn inspect(&self) -> Vec<PlanFault> {
        let mut inspection = Inspection { plan: self, faults: Vec::new() };
        inspection.codes();
        inspection.filing_codes();
        inspection.names();
        inspection.successions();
        inspection.groups();
        inspection.tree();
        for (index, column) in self.columns.iter().enumerate() {
            inspection.row(index, column);
        }
        inspection.numbers();
        inspection.topics();
        inspection.faults
    }
}

struct Inspection<'a> {
    plan: &'a Plan,
    faults: Vec<PlanFault>,
}

impl Inspection<'_> {
    fn report(&mut self, entry: Entry, key: &'static str, kind: FaultKind, message: String) {
        self.faults.push(PlanFault { place: Place { entry, key }, kind, message });
    }

    /// Codes are well formed (a code from the desk has not been parsed) and unique among their kind.
    fn codes(&mut self) {
        let plan = self.plan;
        let units = plan.units.iter().enumerate().map(|(i, u)| (Entry::Unit(i), u.code.as_str()));
        let groups = plan.groups.iter().enumerate().map(|(i, g)| (Entry::Group(i), g.code.as_str()));
        let columns = plan.columns.iter().enumerate().map(|(i, c)| (Entry::Column(i), c.code.as_str()));
        let mut seen = BTreeSet::new();
        for (entry, code) in units.chain(groups).chain(columns) {
            let (kind_of_entry, what) = match entry {
                Entry::Plan => (0, "方案"),
                Entry::Unit(_) => (1, "单位"),
                Entry::Group(_) => (2, "单位组"),
                Entry::Column(_) => (3, "栏目"),
            };
            if ColumnCode::parse(code).is_none() {
                let message = format!("{what}代码“{code}”不合规：须为1至40个小写字母、数字或连字符");
                self.report(entry, "code", FaultKind::BadCode, message);
            }
            if !seen.insert((kind_of_entry, code)) {
                self.report(entry, "code", FaultKind::DuplicateCode, format!("{what}代码“{code}”重复"));
            }
        }
    }

    /// Units that file documents do so under different codes: an index number is given for good.
    fn filing_codes(&mut self) {
        let plan = self.plan;
        let mut seen: BTreeMap<&str, &Unit> = BTreeMap::new();
        let in_use = |unit: &Unit| unit.successor.is_none() && unit.closed_on.is_none();
        for (i, unit) in plan.units.iter().enumerate().filter(|(_, unit)| in_use(unit)) {
            let code = unit.filing_code();
            let is_told = |other: &Unit| other.index_code.is_empty() && unit.index_code.is_empty();
            if seen.insert(code, unit).is_some_and(|other| !is_told(other)) {
                let message = format!("索引号用的单位代码“{code}”与另一单位的相同");
                self.report(Entry::Unit(i), "index_code", FaultKind::DuplicateCode, message);
            }
        }
    }

    /// Everything has a name, and a name means one unit or group: parties are written by name.
    fn names(&mut self) {
        let plan = self.plan;
        let mut owners: BTreeMap<&str, Entry> = BTreeMap::new();
        let units = plan.units.iter().enumerate().flat_map(|(i, u)| {
            let aliases = u.aliases.iter().map(move |a| (Entry::Unit(i), "aliases", a.as_str()));
            std::iter::once((Entry::Unit(i), "name", u.name.as_str())).chain(aliases)
        });
        let groups = plan.groups.iter().enumerate().map(|(i, g)| (Entry::Group(i), "name", g.name.as_str()));
        for (entry, key, name) in units.chain(groups) {
            if name.trim().is_empty() {
                self.report(entry, key, FaultKind::NoName, "单位名称不能为空".into());
            } else if let Some(owner) = owners.insert(name, entry) {
                let message = if owner == entry {
                    format!("名称“{name}”在同一单位中写了两次")
                } else {
                    format!("名称“{name}”被两个单位或单位组占用，无法判断所指")
                };
                self.report(entry, key, FaultKind::DuplicateName, message);
            }
        }
        for (index, column) in plan.columns.iter().enumerate() {
            if column.name.trim().is_empty() {
                self.report(Entry::Column(index), "name", FaultKind::NoName, "栏目名称不能为空".into());
            }
        }
    }

    fn successions(&mut self) {
        let plan = self.plan;
        for (index, unit) in plan.units.iter().enumerate() {
            let Some(succession) = &unit.successor else { continue };
            if plan.unit(&succession.unit).is_none() {
                let message = format!("“{}”的承接单位“{}”不存在", unit.name, succession.unit);
                self.report(Entry::Unit(index), "successor", FaultKind::UnknownSuccessor, message);
            }
            let next = |code: &UnitCode| plan.unit(code)?.successor.as_ref().map(|s| s.unit.clone());
            if first_of_cycle(&unit.code, next) {
                let message = format!("“{}”的职责承接首尾相接，成为循环", unit.name);
                self.report(Entry::Unit(index), "successor", FaultKind::Cycle, message);
            }
        }
    }

    fn groups(&mut self) {
        let plan = self.plan;
        for (index, group) in plan.groups.iter().enumerate() {
            let entry = Entry::Group(index);
            let empty = match &group.members {
                GroupMembers::Kinds(kinds) => kinds.is_empty(),
                GroupMembers::Units(units) => {
                    for unit in units.iter().filter(|u| plan.unit(u).is_none()) {
                        let message = format!("单位组“{}”的成员“{unit}”不存在", group.name);
                        self.report(entry, "members", FaultKind::UnknownParty, message);
                    }
                    units.is_empty()
                }
                GroupMembers::Outside => false,
            };
            if empty {
                self.report(entry, "members", FaultKind::EmptyGroup, format!("单位组“{}”没有成员", group.name));
            }
        }
    }

    fn tree(&mut self) {
        let plan = self.plan;
        for (index, column) in plan.columns.iter().enumerate() {
            let Some(parent_code) = &column.parent else { continue };
            let entry = Entry::Column(index);
            let Some(parent) = plan.column(parent_code) else {
                let message = format!("栏目“{}”的上级栏目“{parent_code}”不存在", column.name);
                self.report(entry, "parent", FaultKind::UnknownParent, message);
                continue;
            };
            let next = |code: &ColumnCode| plan.column(code)?.parent.clone();
            if first_of_cycle(&column.code, next) {
                let message = format!("栏目“{}”的上级栏目首尾相接，成为循环", column.name);
                self.report(entry, "parent", FaultKind::Cycle, message);
            }
            let path = plan.path(&column.code);
            // A path that does not begin at a channel ends in a cycle or at an unknown parent: reported there.
            if path.len() > LEVELS && path.first().is_some_and(|c| c.parent.is_none()) {
                let message = format!("栏目“{}”在第{}级，栏目树最多四级", column.name, path.len());
                self.report(entry, "parent", FaultKind::TooDeep, message);
            }
            if stays(column) && !parent.takes_columns() {
                let (name, above) = (&column.name, &parent.name);
                let message = match parent.retired_on {
                    Some(end) => format!("上级“{above}”自{}起停用，下级“{name}”应同时或更早停用", in_words(end)),
                    None => format!("“{above}”不是栏目组，不能有下级栏目“{name}”"),
                };
                self.report(entry, "parent", FaultKind::BadParent, message);
            }
        }
    }

    fn row(&mut self, index: usize, column: &Column) {
        let entry = Entry::Column(index);
        let name = &column.name;
        // Of a history column nothing is counted any more.
        let counted = column.counts_as.filter(|_| stays(column));
        if let Some(what) = counted.filter(|what| !what.fits(column.kind)) {
            let (kind, what) = (column.kind.label(), what.label());
            let message = format!("栏目“{name}”的类型是{kind}，考核时不能按“{what}”取数");
            self.report(entry, "counts_as", FaultKind::BadRow, message);
        }
        let Some(row) = &column.row else {
            if column.kind != ColumnKind::Group {
                let message = format!("栏目“{name}”没有方案表中的内容（保障方式、更新时效、牵头单位等）");
                self.report(entry, "kind", FaultKind::BadRow, message);
            }
            return;
        };
        if column.kind == ColumnKind::Group {
            let message = format!("栏目组“{name}”不发布信息，不应写更新时效、牵头单位等");
            self.report(entry, "kind", FaultKind::BadRow, message);
        }
        if !row.cadence.is_possible() {
            let message = format!("栏目“{name}”的更新时效“{}”不可能做到", row.cadence.written());
            self.report(entry, "cadence", FaultKind::ImpossibleCadence, message);
        }
        for (key, what, term) in [("floor", "巡查底线", row.floor), ("event_term", "事项期限", row.event_term)]
        {
            if let Some(term) = term.filter(|term| !term.is_possible()) {
                let message = format!("栏目“{name}”的{what}“{}”不合情理", term.written());
                self.report(entry, key, FaultKind::ImpossibleCadence, message);
            }
        }
        if row.releases.is_some() && !matches!(row.cadence, Cadence::Months { .. }) {
            let message = format!("栏目“{name}”的更新时效“{}”不以月计，不应写发布日历", row.cadence.written());
            self.report(entry, "releases", FaultKind::BadRow, message);
        }
        // Until its day the item of the year before is enough, however old it is.
        if matches!(row.cadence, Cadence::ByDay { .. }) && row.floor.is_some() {
            let message = format!("栏目“{name}”的更新时效已写明每年的日期，不应再写巡查底线");
            self.report(entry, "floor", FaultKind::BadRow, message);
        }
        // A backstop is the age of the newest item.
        if let Some(term @ Term::WorkingDays(_)) = row.floor {
            let message = format!("栏目“{name}”的巡查底线“{}”应以天、个月或年计", term.written());
            self.report(entry, "floor", FaultKind::BadValue, message);
        }
        for (key, duty, parties) in [("leads", "牵头", &row.leads), ("responsible", "保障", &row.responsible)] {
            for party in parties.iter().filter(|p| !self.plan.has_party(p)) {
                let message = format!("栏目“{name}”的{duty}单位“{}”不存在", self.plan.party_name(party));
                self.report(entry, key, FaultKind::UnknownParty, message);
            }
        }
        if let Some(link) = row.link.as_deref().filter(|l| !is_address(l)) {
            let message = format!("栏目“{name}”的链接“{link}”不是地址：须以 https://、http:// 或 / 开头，不含空格");
            self.report(entry, "link", FaultKind::BadLink, message);
        }
        // A history column is kept for its old items; it need not have what only a column in use needs.
        if stays(column) {
            self.row_in_use(entry, column, row);
        }
    }

    fn row_in_use(&mut self, entry: Entry, column: &Column, row: &PlanRow) {
        let name = &column.name;
        if column.kind != ColumnKind::LifeEvents && !column.life_events.is_empty() {
            let message = format!("栏目“{name}”不是便民专题，不应写办事情形");
            self.report(entry, "life_events", FaultKind::BadRow, message);
        }
        let led_by_nobody = row.leads.is_empty();
        let needs_lead = !matches!(column.kind, ColumnKind::Link | ColumnKind::Mirror | ColumnKind::Group);
        if led_by_nobody && needs_lead {
            self.report(entry, "leads", FaultKind::MissingLead, format!("栏目“{name}”没有牵头单位，无人终审终签"));
        } else if needs_lead && row.deciding_parties(column.kind).is_empty() {
            let message = format!("专题栏目“{name}”须点名至少一个牵头单位，由其批准和签发专题");
            self.report(entry, "leads", FaultKind::MissingLead, message);
        }
        let only_links = column.kind.holds_items() && row.modes == [AssuranceMode::Link];
        if (column.kind == ColumnKind::Link || only_links) && row.link.is_none() {
            self.report(entry, "link", FaultKind::MissingLink, format!("栏目“{name}”是栏目链接，但没有链接地址"));
        }
        match (&row.mirrors, column.kind) {
            (None, ColumnKind::Mirror) => {
                let message = format!("镜像栏目“{name}”没有写明显示哪个栏目");
                self.report(entry, "mirrors", FaultKind::MirrorOfNothing, message);
            }
            (Some(target), ColumnKind::Mirror) => self.mirror(entry, column, target),
            (Some(_), _) => {
                let message = format!("栏目“{name}”不是镜像栏目，不应写所镜像的栏目");
                self.report(entry, "mirrors", FaultKind::BadRow, message);
            }
            (None, _) => {}
        }
    }

    fn mirror(&mut self, entry: Entry, column: &Column, target: &ColumnCode) {
        let plan = self.plan;
        let name = &column.name;
        let next = |code: &ColumnCode| plan.column(code)?.row.as_ref()?.mirrors.clone();
        match plan.column(target) {
            None => {
                let message = format!("镜像栏目“{name}”所显示的栏目“{target}”不存在");
                self.report(entry, "mirrors", FaultKind::MirrorOfNothing, message);
            }
            Some(shown) if shown.kind == ColumnKind::Mirror => {
                if first_of_cycle(&column.code, next) {
                    let message = format!("镜像栏目“{name}”首尾相接，成为循环");
                    self.report(entry, "mirrors", FaultKind::Cycle, message);
                } else if !on_cycle(&column.code, next) {
                    let message = format!("镜像栏目“{name}”所显示的“{}”也是镜像，应直接写信息所在的栏目", shown.name);
                    self.report(entry, "mirrors", FaultKind::MirrorOfNothing, message);
                }
            }
            Some(shown) if !shown.kind.holds_items() || shown.row.is_none() => {
                let message = format!("镜像栏目“{name}”所显示的“{}”不发布信息", shown.name);
                self.report(entry, "mirrors", FaultKind::MirrorOfNothing, message);
            }
            Some(Column { name: shown, retired_on: Some(end), .. }) => {
                let end = in_words(*end);
                let message = format!("“{shown}”自{end}起停用，显示它的镜像栏目“{name}”应同时或更早停用");
                self.report(entry, "mirrors", FaultKind::MirrorOfNothing, message);
            }
            Some(_) => {}
        }
    }

    fn numbers(&mut self) {
        let mut seen = BTreeSet::new();
        for (index, column) in self.plan.columns.iter().enumerate().filter(|(_, column)| stays(column)) {
            let Some(number) = column.row.as_ref().map(|r| r.number.as_str()).filter(|n| !n.is_empty()) else {
                continue;
            };
            if !seen.insert(number) {
                let message = format!("编号“{number}”被两个栏目使用，后一个是“{}”", column.name);
                self.report(Entry::Column(index), "number", FaultKind::DuplicateNumber, message);
            }
        }
    }

    fn topics(&mut self) {
        let plan = self.plan;
        let columns = plan.columns.iter().enumerate();
        let staying = columns.filter(|(_, column)| column.kind == ColumnKind::Topics && stays(column));
        for (index, column) in staying.skip(1) {
            let message = format!("在用的专题栏目只能有一个，“{}”是多余的", column.name);
            self.report(Entry::Column(index), "kind", FaultKind::SecondTopics, message);
        }
    }
}

impl Plan {
    fn has_party(&self, party: &Party) -> bool {
        match party {
            Party::Unit(code) => self.unit(code).is_some(),
            Party::Group(code) => self.group(code).is_some(),
        }
    }
}

impl Column {
    /// Whether a column that stays may be put below it: nothing stays below what ends, be its day still to come.
    pub fn takes_columns(&self) -> bool {
        self.kind == ColumnKind::Group && stays(self)
    }
}

/// Whether the plan names no end for the column. A plan is read without a day, and must be right for good: it is judged as it
/// stands once every day that it names has come, so that a successor may be written beside what it follows.
fn stays(column: &Column) -> bool {
    column.retired_on.is_none()
}

/// An address on this site (`/sitemap`) or on another; `javascript:` and addresses without a host are none.
pub fn is_address(link: &str) -> bool {
    let host = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let fits = match host {
        Some(host) => host.starts_with(|c: char| c.is_alphanumeric()),
        None => link.starts_with('/') && !link.starts_with("//"),
    };
    fits && !link.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\')
}

/// The steps from `start` until they end, or until one comes twice.
fn steps<C: Clone + Ord>(start: &C, next: impl Fn(&C) -> Option<C>) -> (BTreeSet<C>, Option<C>) {
    let mut seen = BTreeSet::from([start.clone()]);
    let mut at = start.clone();
    while let Some(to) = next(&at) {
        if !seen.insert(to.clone()) {
            return (seen, Some(to));
        }
        at = to;
    }
    (seen, None)
}

fn on_cycle<C: Clone + Ord>(start: &C, next: impl Fn(&C) -> Option<C>) -> bool {
    steps(start, next).1.as_ref() == Some(start)
}

/// Whether `start` lies on a cycle and is the one of it with the smallest code: each cycle is reported once.
fn first_of_cycle<C: Clone + Ord>(start: &C, next: impl Fn(&C) -> Option<C>) -> bool {
    let (cycle, back_to) = steps(start, next);
    back_to.as_ref() == Some(start) && cycle.first() == Some(start)
}
