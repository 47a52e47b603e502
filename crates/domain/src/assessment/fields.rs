//! What the entries of a rule set say, field by field in Chinese words: for comparing two rule sets, for checking that
//! what is called confirmed cites something, and for showing an entry with the sureness of each of its values.

use serde::{Deserialize, Serialize};

use super::{
    Appealing, Basis, Bonus, Freshness, Grading, Group, Indicator, Measuring, Rhythm, RuleCode, RuleSet, Source,
    Stated, Sureness, Test, Veto, Warning,
};

/// One value of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// As the file calls it.
    pub key: String,
    pub label: String,
    /// Empty when it is not said.
    pub text: String,
    /// `None` for what needs none, such as a name.
    pub sureness: Option<Sureness>,
}

/// Which entry of a rule set, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entry {
    RuleSet,
    Source(usize),
    Measuring,
    Grading,
    Warning,
    Appealing,
    Veto(usize),
    Group(usize),
    Indicator(usize),
    /// The indicator, and the test among its tests.
    Test(usize, usize),
    Bonus(usize),
}

impl Entry {
    /// What the kind of entry is called on the desk and in faults.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RuleSet => "规则集",
            Self::Source(_) => "出处",
            Self::Measuring => "取数口径",
            Self::Grading => "评分办法",
            Self::Warning => "预警",
            Self::Appealing => "申诉",
            Self::Veto(_) => "否决项",
            Self::Group(_) => "指标组",
            Self::Indicator(_) => "指标",
            Self::Test(..) => "测点",
            Self::Bonus(_) => "加分项",
        }
    }
}

/// An entry with everything that it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFields {
    pub entry: Entry,
    /// Empty for what stands only once in a rule set.
    pub code: String,
    /// 否决项 栏目不更新：空白栏目.
    pub title: String,
    pub source: Option<RuleCode>,
    pub fields: Vec<Field>,
}

impl RuleSet {
    /// Every entry in the order of the file.
    pub fn entries(&self) -> Vec<EntryFields> {
        let mut entries = vec![head(self)];
        entries.extend(self.sources.iter().enumerate().map(|(i, s)| source(i, s)));
        entries.extend([measuring(&self.measuring), grading(&self.grading), warning(&self.warning)]);
        entries.push(appealing(&self.appealing));
        entries.extend(self.vetoes.iter().enumerate().map(|(i, v)| veto(i, v)));
        entries.extend(self.groups.iter().enumerate().map(|(i, g)| group(i, g)));
        for (i, of) in self.indicators.iter().enumerate() {
            entries.push(indicator(i, of));
            entries.extend(of.tests.iter().enumerate().map(|(j, t)| test(Entry::Test(i, j), of, t)));
        }
        entries.extend(self.bonuses.iter().enumerate().map(|(i, b)| bonus(i, b)));
        entries
    }
}

impl Veto {
    /// Of the least sure of all that it counts by.
    pub fn least_sure(&self) -> Sureness {
        // Where the county is warned is its own choice and in no document.
        let counted = veto_fields(self).into_iter().filter(|field| !field.key.starts_with("warn"));
        counted.filter_map(|field| field.sureness).max().unwrap_or(self.sureness)
    }
}

fn entry(of: Entry, code: &str, title: String, source: Option<&RuleCode>, fields: Vec<Field>) -> EntryFields {
    let title = if title.is_empty() { of.label().to_owned() } else { format!("{} {title}", of.label()) };
    EntryFields { entry: of, code: code.to_owned(), title, source: source.cloned(), fields }
}

fn plain(key: &str, label: &str, text: impl ToString) -> Field {
    Field { key: key.into(), label: label.into(), text: text.to_string(), sureness: None }
}

fn stated<T: ToString>(key: &str, label: &str, stated: &Stated<T>) -> Field {
    Field { key: key.into(), label: label.into(), text: stated.value.to_string(), sureness: Some(stated.sureness) }
}

fn perhaps<T: ToString>(key: &str, label: &str, value: Option<&Stated<T>>) -> Field {
    value.map_or_else(|| plain(key, label, ""), |value| stated(key, label, value))
}

/// A flag says nothing unless it is set.
fn flag(key: &str, label: &str, flag: Stated<bool>) -> Field {
    let text = if flag.value { "是" } else { "" };
    Field { sureness: flag.value.then_some(flag.sureness), ..plain(key, label, text) }
}

fn code_of(code: Option<&RuleCode>) -> &str {
    code.map_or("", RuleCode::as_str)
}

fn head(rules: &RuleSet) -> EntryFields {
    let fields = vec![
        plain("code", "代码", &rules.code),
        plain("name", "名称", &rules.name),
        plain("document", "依据文件", &rules.document),
        plain("effective_from", "施行日期", rules.effective_from),
        plain("effective_until", "截止日期", rules.effective_until.map(|d| d.to_string()).unwrap_or_default()),
        plain("follows", "接续", code_of(rules.follows.as_ref())),
        plain("note", "说明", &rules.note),
    ];
    entry(Entry::RuleSet, "", String::new(), None, fields)
}

fn source(index: usize, of: &Source) -> EntryFields {
    entry(Entry::Source(index), of.code.as_str(), of.name.clone(), None, vec![plain("name", "名称", &of.name)])
}

fn measuring(of: &Measuring) -> EntryFields {
    let fields = vec![
        stated("news", Freshness::News.label(), &of.news),
        stated("documents", Freshness::Documents.label(), &of.documents),
        stated("others", Freshness::Others.label(), &of.others),
        stated("visits_over", "首页访问监测时间", &of.visits_over),
        stated("visits_a_day", "每天访问次数", &of.visits_a_day),
        stated("visit_timeout", "打不开的界限", &of.visit_timeout),
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(Entry::Measuring, "", String::new(), of.source.as_ref(), fields)
}

fn grading(of: &Grading) -> EntryFields {
    let fields = vec![
        stated("total", "总分", &of.total),
        stated("pass", "合格线", &of.pass),
        perhaps("bonus_above", "加分门槛（高于）", of.bonus.as_ref().map(|b| &b.above)),
        perhaps("bonus_most", "加分上限", of.bonus.as_ref().map(|b| &b.most)),
        perhaps("without_services", "无办事服务的折算", of.without_services.as_ref()),
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(Entry::Grading, "", String::new(), of.source.as_ref(), fields)
}

fn warning(of: &Warning) -> EntryFields {
    let fields = vec![stated("ratio", "预警比例", &of.ratio), plain("source", "出处", code_of(of.source.as_ref()))];
    entry(Entry::Warning, "", String::new(), of.source.as_ref(), fields)
}

fn appealing(of: &Appealing) -> EntryFields {
    let fields = vec![stated("within", "申诉期限", &of.within), plain("source", "出处", code_of(of.source.as_ref()))];
    entry(Entry::Appealing, "", String::new(), of.source.as_ref(), fields)
}

fn basis(of: &Basis) -> Field {
    let text = match of {
        Basis::Judged => "人工评判".to_owned(),
        Basis::Measured { measurements, .. } => {
            measurements.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
    };
    let sureness = match of {
        Basis::Measured { measurements, sureness } if measurements.iter().any(|m| m.beyond.is_some()) => {
            Some(*sureness)
        }
        _ => None,
    };
    Field { sureness, ..plain("queries", "取数指标", text) }
}

fn veto(index: usize, of: &Veto) -> EntryFields {
    let title = format!("{}：{}", of.item, of.name);
    entry(Entry::Veto(index), of.code.as_str(), title, of.source.as_ref(), veto_fields(of))
}

fn veto_fields(of: &Veto) -> Vec<Field> {
    vec![
        plain("item", "所属否决项", &of.item),
        plain("target", "否决对象", of.target.label()),
        Field { sureness: Some(of.sureness), ..plain("name", "情形", &of.name) },
        basis(&of.basis),
        perhaps("limit", "界限", of.limit.as_ref()),
        flag("or_every_one", "总数不足时全部即否决", of.or_every_one),
        perhaps("warn", "预警线", of.warn.as_ref()),
        perhaps("warn_beyond", "提前预警", of.warn_beyond.as_ref()),
        plain("warn_source", "预警出处", code_of(of.warn_source.as_ref())),
        plain("source", "出处", code_of(of.source.as_ref())),
    ]
}

fn group(index: usize, of: &Group) -> EntryFields {
    let fields = vec![
        plain("name", "名称", &of.name),
        plain("parent", "上级", code_of(of.parent.as_ref())),
        stated("points", "分值", &of.points),
        perhaps("weight", "权重（%）", of.weight.as_ref()),
        Field {
            sureness: (of.rhythm.value != Rhythm::default()).then_some(of.rhythm.sureness),
            ..plain("rhythm", "测评周期", of.rhythm.value.label())
        },
        flag("only_services", "无办事服务时不计", of.only_services),
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(Entry::Group(index), of.code.as_str(), of.name.clone(), of.source.as_ref(), fields)
}

fn indicator(index: usize, of: &Indicator) -> EntryFields {
    let fields = vec![
        plain("name", "名称", &of.name),
        plain("group", "指标组", &of.group),
        stated("points", "分值", &of.points),
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(Entry::Indicator(index), of.code.as_str(), of.name.clone(), of.source.as_ref(), fields)
}

fn test(at: Entry, indicator: &Indicator, of: &Test) -> EntryFields {
    let fields = vec![
        plain("name", "名称", &of.name),
        plain("indicator", "所属指标", &indicator.code),
        basis(&of.basis),
        Field {
            sureness: Some(of.deduction.sureness),
            ..plain(of.deduction.value.key(), "扣分条件", of.deduction.value)
        },
        stated("loses", "每次扣分", &of.loses),
        plain("hours", "整改工时", of.hours),
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(at, of.code.as_str(), format!("{}：{}", indicator.name, of.name), of.source.as_ref(), fields)
}

fn bonus(index: usize, of: &Bonus) -> EntryFields {
    let earning = of.earning.as_ref().map(|earning| (earning.value.to_string(), earning.sureness));
    let (text, sureness) = earning.map_or((String::new(), None), |(text, sureness)| (text, Some(sureness)));
    let fields = vec![
        plain("name", "名称", &of.name),
        stated("points", "分值", &of.points),
        basis(&of.basis),
        Field { sureness, ..plain("at", "加分条件", text) },
        plain("source", "出处", code_of(of.source.as_ref())),
    ];
    entry(Entry::Bonus(index), of.code.as_str(), of.name.clone(), of.source.as_ref(), fields)
}
