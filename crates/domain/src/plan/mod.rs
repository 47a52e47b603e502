//! The content assurance plan (内容保障方案): the one table from which navigation, rights and duties follow.
//!
//! A [`Plan`] is what a plan file says; [`Plan::in_force`] resolves it for a day: groups become units, units that a
//! reform renamed or merged become their successors, and every column gets its [`Duties`].

mod cadence;
mod change;
mod counts_as;
mod faults;
#[cfg(feature = "plan-file")]
pub mod file;
mod in_force;
mod owing;
mod releases;
mod tree;
mod words;

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{clock::Term, obligation::ClockSettings};

pub use cadence::{Cadence, CadenceRefused};
pub use change::{Change, ColumnEdit, EditRefused, RightsChange};
pub use counts_as::CountsAs;
pub use faults::{FaultKind, PlanFault, is_address};
pub use in_force::{Duties, InForce};
pub use releases::{Releases, ReleasesRefused};

macro_rules! code {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// 1 to 40 lower-case letters, digits and hyphens; `None` otherwise.
            pub fn parse(text: &str) -> Option<Self> {
                let fits = (1..=40).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                fits.then(|| Self(text.to_owned()))
            }
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*};
}

code! {
    /// Names a column, a group of columns or a channel for ever; it is the page's address (`/c/tzgg`).
    ColumnCode,
    /// Names a unit for ever, whatever it is called.
    UnitCode,
    /// Names a group of units such as 各政务单位.
    GroupCode,
}

/// A version of the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// 《隆安县政府门户网站内容保障方案》.
    pub title: String,
    /// The document that issued it, e.g. 隆办发〔2018〕93号.
    pub document_number: String,
    /// The first day on which it applies.
    pub effective_on: NaiveDate,
    pub site: Site,
    /// How clocks run beside the cadence of each column.
    #[serde(default)]
    pub clock: ClockSettings,
    pub units: Vec<Unit>,
    pub groups: Vec<UnitGroup>,
    /// Channels, groups and columns in display order; a child may stand anywhere after or before its parent.
    pub columns: Vec<Column>,
}

/// What the frame of every page states (发展指引 附件2: 头部标识区, 底部功能区). An empty string is shown nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// 隆安县人民政府门户网站.
    pub name: String,
    /// 隆安县.
    pub county: String,
    /// Main domain, e.g. `www.lax.gov.cn`.
    pub domain: String,
    /// 网站标识码, ten characters.
    pub site_code: String,
    /// ICP备案号.
    pub icp: String,
    /// 公安备案号.
    pub police_record: String,
    /// Where 党政机关网站标识 leads: the certificate, at the office that issues it.
    pub emblem_address: String,
    /// 主办单位.
    pub owner: String,
    /// Contact line of the footer.
    pub contact: String,
    /// 整改文号的机关代字, e.g. 隆门户改.
    pub case_series: String,
    /// 索引号格式, e.g. `{unit}/{year}-{serial}`; [`crate::index_number::USUAL`] where it is empty.
    pub index_number: String,
}

/// What a unit is, as far as groups and rights ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// 党委、人大、政协机关.
    Party,
    /// 政府部门及派出机构.
    Department,
    /// 乡镇.
    Township,
    /// 事业单位、群团、媒体.
    Institution,
}

/// A unit of the county (政务单位).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: UnitCode,
    /// The name that pages show: 县政务办.
    pub name: String,
    /// Other spellings that stand for the same unit in documents: 政务办.
    pub aliases: Vec<String>,
    pub kind: UnitKind,
    /// Has publishing or review accounts of its own; a unit without submits through its lead unit (信息报送).
    pub has_account: bool,
    /// The unit that took over its duties, and from which day.
    pub successor: Option<Succession>,
    /// The day from which it exists, when that is later than the plan: a unit that a reform founded.
    #[serde(default)]
    pub founded_on: Option<NaiveDate>,
    /// The day from which it no longer exists and nobody took over (撤销). Kept for its name on old items.
    #[serde(default)]
    pub closed_on: Option<NaiveDate>,
    /// Under which its documents are filed (索引号 中的编制单位代码), e.g. its 统一社会信用代码; the code where it is empty.
    #[serde(default)]
    pub index_code: String,
}

/// From `on`, the duties of a unit are those of `unit`. Items keep the old name as their source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    pub unit: UnitCode,
    pub on: NaiveDate,
}

/// A name of the plan for many units: 各政务单位, 各部门, 各乡镇.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitGroup {
    pub code: GroupCode,
    pub name: String,
    pub members: GroupMembers,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupMembers {
    /// Every unit of these kinds.
    Kinds(Vec<UnitKind>),
    /// These units by name.
    Units(Vec<UnitCode>),
    /// A role that no unit of the county holds, e.g. 技术方.
    Outside,
}

/// Who a duty is laid on: a unit or a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Party {
    Unit(UnitCode),
    Group(GroupCode),
}

/// How content gets into a column (保障方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssuranceMode {
    /// 单位发布
    UnitPublishes,
    /// 信息报送
    Submission,
    /// 转载
    Reprint,
    /// 栏目链接
    Link,
    /// 栏目共建
    CoBuilt,
}

/// What a column holds, which decides the form, the checks and the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// A channel or a group: holds columns, no items.
    Group,
    /// A list of articles.
    Articles,
    /// The library of policy documents (文件资料).
    Documents,
    /// Interpretations of policy documents (政策解读).
    Interpretations,
    /// Leaders (领导之窗), with their speeches.
    Leaders,
    /// The register of institutions (机构职能).
    Institutions,
    /// Guides to services (在线办事服务).
    Services,
    /// What people need in one situation of life or business: texts and services together (便民利企服务).
    LifeEvents,
    /// What becomes public of major projects, by project.
    Projects,
    /// Public resources and public welfare: texts, and what belongs to one project or programme (公共资源配置、社会公益).
    Programmes,
    /// Licences, penalties, results of inspections (信用体系建设, 双随机一公开).
    Decisions,
    /// Lists of power and duty, negative lists (清单信息).
    Registers,
    /// Budgets and final accounts (财政信息).
    Budgets,
    /// Motions and the replies to them (议案提案).
    Proposals,
    /// One disclosure guide for each unit (信息公开指南).
    Guides,
    /// Annual disclosure reports by year and unit (信息公开年度报告).
    Reports,
    /// Films (视频新闻).
    Videos,
    /// Galleries of pictures.
    Gallery,
    /// One text that stays (隆安简介).
    Page,
    /// Accounts of the new media (微博微信).
    Accounts,
    /// Only an address, inside or outside the site.
    Link,
    /// Another column's content under a second heading (C35 教育领域).
    Mirror,
    /// Made by a function of the system rather than by items: search, site map, mailbox.
    Function,
    /// Special topics, each a page of its own (专题聚焦); at most one column in use is of this kind.
    Topics,
}

/// A node of the tree: channel, group or column (频道, 栏目).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub code: ColumnCode,
    pub name: String,
    /// The second name under which the assessment knows it (隆安动态 / 政务动态).
    pub alias: Option<String>,
    /// `None` for a channel.
    pub parent: Option<ColumnCode>,
    pub kind: ColumnKind,
    /// ★: counted by the region's yearly assessment by itself.
    pub assessed: bool,
    /// One line for the page and for `ColumnDescription`.
    pub summary: String,
    /// 办事情形 of the service directory whose guides stand on the page of a [`ColumnKind::LifeEvents`].
    #[serde(default)]
    pub life_events: Vec<String>,
    /// What an assessment counts in it, where the kind does not say so.
    #[serde(default)]
    pub counts_as: Option<CountsAs>,
    /// The row of the plan's table; `None` for channels and groups.
    pub row: Option<PlanRow>,
    /// From when on the column is kept only for its old items (历史栏目); the day may be still to come, see
    /// [`Column::is_history_on`].
    pub retired_on: Option<NaiveDate>,
}

/// What the plan's table says of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Number of the row in the county's table, e.g. `C13`.
    pub number: String,
    pub modes: Vec<AssuranceMode>,
    /// 更新时效.
    pub cadence: Cadence,
    /// 发布日历, of a cadence that counts by months: the planned days stand in the place of the months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub releases: Option<Releases>,
    /// 巡查底线: the backstop of the national inspection in days or months, for a column whose cadence names no number or a
    /// longer one; none beside a day of the year.
    #[serde(default)]
    pub floor: Option<Term>,
    /// The first day on which it was owed, where that is not the plan's: what an earlier version had already, and what a
    /// later one added.
    #[serde(default)]
    pub owed_since: Option<NaiveDate>,
    /// The first day on which a unit owed an item of its own, where that is neither the row's nor that of its founding: who came
    /// to the row with a later version, and whom the row names no more while another takes over what it owed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub owing_since: BTreeMap<UnitCode, NaiveDate>,
    /// How long after the day that the item states (approval, decision) it becomes public, where that is no cadence:
    /// budgets 20 days after their approval (预算法 art. 14).
    #[serde(default)]
    pub event_term: Option<Term>,
    /// 牵头单位: review and sign. Any one signs, unless [`Signing::AllLeads`].
    pub leads: Vec<Party>,
    /// 保障单位: write and submit. Empty: the lead units do the work themselves.
    pub responsible: Vec<Party>,
    /// What belongs here (具体内容), in short words.
    pub requirement: String,
    /// 备注.
    pub remark: String,
    /// Target of a link column; also the outside place of a column that may be a link.
    pub link: Option<String>,
    /// The column that a mirror shows.
    pub mirrors: Option<ColumnCode>,
    pub signing: Signing,
}

/// Whose signatures make a revision public.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signing {
    /// One reviewer of one lead unit may review and sign in one step (终审终签).
    #[default]
    AnyLead,
    /// Review and signature by two different people.
    TwoPeople,
    /// Every lead unit signs.
    AllLeads,
}

impl Plan {
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.iter().find(|u| &u.code == code)
    }

    /// The unit that `name` means, by its name or an alias.
    pub fn unit_named(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.is_called(name))
    }

    pub fn group(&self, code: &GroupCode) -> Option<&UnitGroup> {
        self.groups.iter().find(|g| &g.code == code)
    }

    /// What a duty's holder is called in the table.
    pub fn party_name<'a>(&'a self, party: &'a Party) -> &'a str {
        match party {
            Party::Unit(code) => self.unit(code).map_or(code.as_str(), |u| &u.name),
            Party::Group(code) => self.group(code).map_or(code.as_str(), |g| &g.name),
        }
    }
}

impl Unit {
    /// Whether the unit exists on `day`, whoever bears its duties.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.founded_on.is_none_or(|from| from <= day) && self.closed_on.is_none_or(|until| until > day)
    }

    /// Since when it owes what is owed since `day`: nothing before it was founded.
    pub fn owes_since(&self, day: NaiveDate) -> NaiveDate {
        self.founded_on.map_or(day, |founded| founded.max(day))
    }

    /// Whether documents call the unit `name`.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|a| a == name)
    }
}

impl ColumnKind {
    /// Whether columns of this kind consist of items.
    pub const fn holds_items(self) -> bool {
        !crate::kind::taken_by(self).is_empty()
    }

    /// Whether readers have a list before them whose lines bear the days on which they became public. What stands for something
    /// that lasts (a leader, an institution, a service, a list of powers) is looked up, whatever its day.
    pub const fn lists_by_date(self) -> bool {
        match self {
            Self::Articles
            | Self::Documents
            | Self::Interpretations
            | Self::LifeEvents
            | Self::Projects
            | Self::Programmes
            | Self::Decisions
            | Self::Budgets
            | Self::Proposals
            | Self::Reports
            | Self::Videos
            | Self::Gallery => true,
            Self::Leaders
            | Self::Institutions
            | Self::Services
            | Self::Registers
            | Self::Guides
            | Self::Page
            | Self::Accounts
            | Self::Group
            | Self::Link
            | Self::Mirror
            | Self::Function
            | Self::Topics => false,
        }
    }

    /// Whether a column stays of this kind, and none becomes one: a group has no duties, a mirror shows another column, a
    /// function is built in, and special topics hang on their column.
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Group | Self::Mirror | Self::Function | Self::Topics)
    }
}

impl Column {
    /// Whether it is kept only for its old items on `on` (历史栏目): until the day that the plan names it is a column like any
    /// other.
    pub fn is_history_on(&self, on: NaiveDate) -> bool {
        self.retired_on.is_some_and(|day| day <= on)
    }

    /// Ends it on `on`, unless it has ended before.
    fn retire(&mut self, on: NaiveDate) {
        self.retired_on = Some(self.retired_on.map_or(on, |day| day.min(on)));
    }

    /// Whether a new text for what is public is news of the column. In a list by date it is not: the correction of an old text
    /// leaves its day as it was, and an inspection reads the days. What has no such list lives on its new texts, and so does what
    /// is kept right without a period of its own, but for notices and documents (通知公告、政策文件), which an inspection asks for by
    /// their days.
    pub fn is_renewed_by_revision(&self) -> bool {
        let cadence = self.row.as_ref().map(|row| row.cadence);
        let has_no_period = matches!(cadence, Some(Cadence::Promptly | Cadence::WhenNeeded));
        let is_asked_by_days = self.kind == ColumnKind::Documents || self.counts_as == Some(CountsAs::Notices);
        !self.kind.lists_by_date() || (has_no_period && !is_asked_by_days)
    }

    /// Whether clerks put items here on `on`.
    pub fn takes_items(&self, on: NaiveDate) -> bool {
        self.kind.holds_items() && self.row.is_some() && !self.is_history_on(on)
    }

    /// The column whose items this one shows: itself, or for a mirror its target.
    pub fn shows_items_of(&self) -> Option<&ColumnCode> {
        match self.kind {
            ColumnKind::Mirror => self.row.as_ref().and_then(|row| row.mirrors.as_ref()),
            kind => kind.holds_items().then_some(&self.code),
        }
    }

    /// Whether items can appear at or below it: what readers can subscribe to.
    pub fn has_news(&self) -> bool {
        self.kind == ColumnKind::Group || self.shows_items_of().is_some()
    }

    /// The address that the plan gives the column.
    pub fn link(&self) -> Option<&str> {
        self.row.as_ref().and_then(|row| row.link.as_deref()).filter(|link| !link.is_empty())
    }
}
