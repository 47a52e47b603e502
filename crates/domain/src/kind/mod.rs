//! Kinds of items. A kind is one file of this folder: it declares its fields and says what it checks, by what it is
//! filtered, and which parts its page and its list row have. The desk's form, the comparison of revisions, the public
//! page, the facets and the spreadsheets are made from that; nothing else knows a kind by name.
//!
//! To add a kind: write its file, and name it in the table [`kinds!`] below and in [`taken_by`].

mod account;
mod annual_report;
mod article;
mod budget;
mod cell;
mod checklist;
mod decision;
mod facet;
mod field;
mod gallery;
mod guide;
mod institution;
mod interpretation;
mod leader;
mod name_list;
mod page;
mod policy_document;
mod project;
mod proposal;
mod repost;
mod reprint;
mod row;
mod service;
mod shape;
mod stored;
mod themes;
mod validity;
mod video;

use std::sync::LazyLock;

use chrono::NaiveDate;

pub use self::{
    account::Account,
    annual_report::AnnualReport,
    article::{Article, NoticeType},
    budget::Budget,
    cell::CELL_MAX,
    checklist::Checklist,
    decision::Decision,
    facet::Facet,
    field::{Choice, Field, FieldValue, Fields, Input, Rows, Value},
    gallery::Gallery,
    guide::Guide,
    institution::Institution,
    interpretation::{Form, Interpretation},
    leader::Leader,
    name_list::NameList,
    page::StandingPage,
    policy_document::{PolicyDocument, Validity},
    project::Project,
    proposal::Proposal,
    repost::Repost,
    reprint::Reprint,
    row::{Layout, Row},
    service::Service,
    shape::{Fact, Part, Reading, Shape},
    validity::StatedValidity,
    video::Video,
};
use crate::{
    checks::Finding,
    id::{ItemCode, RegisterId},
    plan::{AssuranceMode, Column, ColumnKind},
};

/// What a kind says of itself beyond its fields; every answer has a sensible default.
pub trait Nature: Fields {
    /// Whether the item has a text of its own, written in the editor.
    fn text(&self) -> Text {
        Text::Optional
    }

    /// What is wrong beyond empty required fields and days in the future.
    fn check(&self, _today: NaiveDate, _findings: &mut Vec<Finding>) {}

    /// By what readers filter a list of such items.
    fn facets(&self) -> Vec<(Facet, String)> {
        Vec::new()
    }

    /// The parts of its page around the text.
    fn shape(&self) -> Shape {
        Shape::of_fields(self)
    }

    /// What its line in a list says beside title and date.
    fn row(&self) -> Row {
        Row::default()
    }

    /// Its place in a list that is not ordered by date; lower comes first, 0 means by date.
    fn position(&self) -> i64 {
        0
    }

    /// The document number under which it is also found (发文字号).
    fn document_number(&self) -> Option<&str> {
        None
    }

    /// The number under which it is filed for good (索引号): no other item ever has it.
    fn index_number(&self) -> Option<&str> {
        None
    }

    /// The public item that it belongs to: a document for its interpretation, a successor for its predecessor …
    fn about(&self) -> Option<&ItemCode> {
        None
    }

    /// The last day on which it stands in its list as current (公示期, 招聘截止); afterwards it is marked as ended.
    fn ends_on(&self) -> Option<NaiveDate> {
        None
    }
}

/// Whether an item has a text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    Required,
    Optional,
}

macro_rules! kinds {
    ($( $(#[$doc:meta])* $Kind:ident($Detail:ident) = $code:literal $label:literal ),* $(,)?) => {
        /// The kind of an item.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $( $(#[$doc])* $Kind, )* }

        impl Kind {
            pub const ALL: &'static [Self] = &[ $( Self::$Kind ),* ];

            pub const fn code(self) -> &'static str {
                match self { $( Self::$Kind => $code, )* }
            }

            pub const fn label(self) -> &'static str {
                match self { $( Self::$Kind => $label, )* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }

        /// The kind of an item with the fields that only it has.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Detail { $( $(#[$doc])* $Kind($Detail), )* }

        impl Detail {
            /// Empty fields of `kind`.
            fn of(kind: Kind) -> Self {
                match kind { $( Kind::$Kind => Self::$Kind($Detail::default()), )* }
            }

            pub const fn kind(&self) -> Kind {
                match self { $( Self::$Kind(_) => Kind::$Kind, )* }
            }

            pub fn nature(&self) -> &dyn Nature {
                match self { $( Self::$Kind(detail) => detail, )* }
            }

            /// Its fields alone: the desk's wasm needs no page and no checks of any kind.
            fn as_fields(&self) -> &dyn Fields {
                match self { $( Self::$Kind(detail) => detail, )* }
            }

            fn fields_mut(&mut self) -> &mut dyn Fields {
                match self { $( Self::$Kind(detail) => detail, )* }
            }
        }
    };
}

kinds! {
    /// 文章: news, notices, announcements and whatever is a text.
    Article(Article) = "article" "文章",
    /// 转载: taken over from a superior government or medium.
    Reprint(Reprint) = "reprint" "转载",
    /// 本站转载: an item of another column under a second heading, from one source.
    Repost(Repost) = "repost" "本站转载",
    /// 文件资料
    PolicyDocument(PolicyDocument) = "policy-document" "政策文件",
    /// 政策解读
    Interpretation(Interpretation) = "interpretation" "政策解读",
    /// 领导之窗
    Leader(Leader) = "leader" "领导信息",
    /// 机构职能
    Institution(Institution) = "institution" "机构职能",
    /// 办事指南
    Service(Service) = "service" "办事指南",
    /// 重大建设项目 and other dossiers of one project
    Project(Project) = "project" "项目信息",
    /// 行政许可、行政处罚和双随机检查结果
    Decision(Decision) = "decision" "许可处罚",
    /// 预决算
    Budget(Budget) = "budget" "预决算",
    /// 议案提案
    Proposal(Proposal) = "proposal" "议案提案",
    /// 清单信息
    Register(Checklist) = "register" "清单",
    /// 享受待遇人员名单
    NameList(NameList) = "name-list" "名单",
    /// 信息公开指南
    Guide(Guide) = "guide" "公开指南",
    /// 信息公开年度报告
    AnnualReport(AnnualReport) = "annual-report" "年度报告",
    /// 视频
    Video(Video) = "video" "视频",
    /// 图集
    Gallery(Gallery) = "gallery" "图集",
    /// 固定页面
    Page(StandingPage) = "page" "固定页面",
    /// 新媒体账号
    Account(Account) = "account" "新媒体账号",
}

/// The kinds that a column of `kind` takes, the usual one first.
pub const fn taken_by(kind: ColumnKind) -> &'static [Kind] {
    match kind {
        ColumnKind::Articles => &[Kind::Article, Kind::Repost],
        ColumnKind::Documents => &[Kind::PolicyDocument],
        ColumnKind::Interpretations => &[Kind::Interpretation],
        ColumnKind::Leaders => &[Kind::Leader, Kind::Article],
        ColumnKind::Institutions => &[Kind::Institution],
        ColumnKind::Services => &[Kind::Service],
        ColumnKind::LifeEvents => &[Kind::Article, Kind::Service, Kind::NameList, Kind::Repost],
        ColumnKind::Projects => &[Kind::Project, Kind::Article, Kind::Decision],
        ColumnKind::Programmes => &[Kind::Article, Kind::Project, Kind::Decision, Kind::NameList, Kind::Repost],
        ColumnKind::Decisions => &[Kind::Decision, Kind::Register, Kind::Article],
        ColumnKind::Registers => &[Kind::Register, Kind::Article],
        ColumnKind::Budgets => &[Kind::Budget],
        ColumnKind::Proposals => &[Kind::Proposal],
        ColumnKind::Guides => &[Kind::Guide],
        ColumnKind::Reports => &[Kind::AnnualReport],
        ColumnKind::Videos => &[Kind::Video],
        ColumnKind::Gallery => &[Kind::Gallery, Kind::Article],
        ColumnKind::Page => &[Kind::Page],
        ColumnKind::Accounts => &[Kind::Account],
        ColumnKind::Group | ColumnKind::Link | ColumnKind::Mirror | ColumnKind::Function | ColumnKind::Topics => &[],
    }
}

/// What a plain text becomes in a column of `kind`: an article where it takes articles, else its usual kind.
pub fn text_kind(kind: ColumnKind) -> Kind {
    let taken = taken_by(kind);
    let article = taken.iter().find(|kind| **kind == Kind::Article);
    article.or(taken.first()).copied().unwrap_or(Kind::Article)
}

impl Default for Detail {
    fn default() -> Self {
        Self::Article(Article::default())
    }
}

impl Detail {
    /// The kinds of which a new item of `column` can be, the usual one first.
    pub fn kinds_for(column: &Column) -> Vec<Kind> {
        let reprints = column.row.as_ref().is_some_and(|row| row.modes.contains(&AssuranceMode::Reprint));
        let own = taken_by(column.kind).iter().copied();
        own.chain((reprints && column.kind.holds_items()).then_some(Kind::Reprint)).collect()
    }

    /// What a new item of `kind` starts with.
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::AnnualReport => Self::AnnualReport(AnnualReport::blank()),
            other => Self::of(other),
        }
    }

    /// Whether an item of this kind belongs in `column`.
    pub fn fits(&self, column: &Column) -> bool {
        Self::kinds_for(column).contains(&self.kind())
    }

    /// Whether items of other kinds can be about one of this kind, as an interpretation is about a document. A repost is
    /// a line that leads to its source, and about nothing.
    pub fn has_kin(&self) -> bool {
        static POINTING: LazyLock<Vec<&Field>> = LazyLock::new(|| {
            let others = Kind::ALL.iter().filter(|kind| **kind != Kind::Repost);
            let fields = others.flat_map(|kind| Detail::of(*kind).fields());
            fields.filter(|field| Kind::ALL.iter().any(|kind| field.points_to(*kind))).collect()
        });
        POINTING.iter().any(|field| field.points_to(self.kind()))
    }

    pub const fn label(&self) -> &'static str {
        self.kind().label()
    }

    pub fn fields(&self) -> &'static [Field] {
        self.as_fields().fields()
    }

    /// Every field with what stands in it.
    pub fn values(&self) -> impl Iterator<Item = (&'static Field, Value)> {
        self.fields().iter().enumerate().map(|(at, field)| (field, self.as_fields().value(at)))
    }

    /// Puts `value` into the field called `name`; unknown names are passed over.
    pub fn set(&mut self, name: &str, value: Value) {
        if let Some(at) = self.fields().iter().position(|field| field.name == name) {
            self.fields_mut().set(at, value);
        }
    }

    /// Addresses of the uploads that it uses.
    pub fn media(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut note = |address: &str| {
            if !address.is_empty() && !found.iter().any(|known| known == address) {
                found.push(address.to_owned());
            }
        };
        for (field, value) in self.values() {
            match (field.input, &value) {
                (Input::Picture | Input::File, Value::Text(address)) => note(address),
                (Input::Rows(columns), Value::Rows(rows)) => {
                    for row in rows {
                        for (column, cell) in columns.iter().zip(row) {
                            if matches!(column.input, Input::Picture | Input::File) {
                                note(cell);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Other items that it names, with the field that names each.
    pub fn references(&self) -> Vec<(&'static Field, ItemCode)> {
        self.values()
            .filter(|(field, _)| matches!(field.input, Input::Item(_)))
            .filter_map(|(field, value)| Some((field, Option::<ItemCode>::from_value(value)?)))
            .collect()
    }

    /// The structured tables that it uses, with the field that names each.
    pub fn registers(&self) -> Vec<(&'static Field, RegisterId)> {
        self.values()
            .filter(|(field, _)| matches!(field.input, Input::Register(_)))
            .filter_map(|(field, value)| Some((field, Option::<RegisterId>::from_value(value)?)))
            .collect()
    }

    /// Findings about the fields: what is required and missing, days that have not come, and what the kind itself asks.
    pub fn check(&self, today: NaiveDate) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (field, value) in self.values() {
            let name = format!("detail.{}", field.name);
            if value.is_empty() {
                if field.required {
                    let verb = match field.input {
                        Input::Choice(_) | Input::Choices(_) | Input::Item(_) => "请选择",
                        Input::Picture | Input::File => "请上传",
                        Input::Register(_) => "请导入",
                        _ => "请填写",
                    };
                    findings.push(Finding::block(&name, format!("{verb}{}", field.label)));
                }
                continue;
            }
            match (field.input, &value) {
                (Input::PastDay, Value::Text(day)) if day.parse::<NaiveDate>().is_ok_and(|day| day > today) => {
                    findings.push(Finding::block(&name, format!("{}不能晚于今天", field.label)));
                }
                (Input::Address, Value::Text(address)) if !is_address(address) => {
                    let message = format!("{}须以 http://、https:// 或 / 开头", field.label);
                    findings.push(Finding::block(&name, message));
                }
                (Input::Rows(columns), Value::Rows(rows)) => findings.extend(check_rows(&name, columns, rows)),
                _ => {}
            }
        }
        self.nature().check(today, &mut findings);
        findings
    }
}

/// The first cell that is required and empty, or no address, of every column.
fn check_rows(name: &str, columns: &[Field], rows: &[Vec<String>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let cell = |row: &Vec<String>| row.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        if let Some(line) = rows.iter().position(|row| column.required && cell(row).is_empty()) {
            findings.push(Finding::block(name, format!("第{}行：请填写{}", line + 1, column.label)));
        }
        let is_wrong = |text: String| !text.is_empty() && matches!(column.input, Input::Address) && !is_address(&text);
        if let Some(line) = rows.iter().position(|row| is_wrong(cell(row))) {
            findings.push(Finding::block(name, format!("第{}行：{}不是网址", line + 1, column.label)));
        }
    }
    findings
}

/// `http`, `https`, or a page of this site.
pub(crate) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_web = host.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace));
    is_web || (text.starts_with('/') && !text.starts_with("//") && !text.contains(char::is_whitespace))
}

/// A finding when `wrong`.
pub(crate) fn block_if(findings: &mut Vec<Finding>, wrong: bool, field: &str, message: &str) {
    if wrong {
        findings.push(Finding::block(field, message));
    }
}
