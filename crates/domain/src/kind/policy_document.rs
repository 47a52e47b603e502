//! 文件资料: the record of a policy document (`domain.md` §5.2, plan row C13). A repealed document stays, marked with
//! the reason and the way to what came after it.

use chrono::{Datelike, NaiveDate};

use super::{
    Facet, Fact, Field, Kind, Nature, Part, Reading, Row, Shape, StatedValidity, Text, facet::Facets, themes::THEMES,
};
use crate::{checks::Finding, choices, document_number::DocumentNumber, fields, id::ItemCode, words};

choices! {
    /// 有效性 (`domain.md` §5.2)
    Validity {
        #[default]
        InForce = "in-force" "有效",
        /// Another document changed it.
        Amended = "amended" "已修改",
        /// Some of its articles no longer hold.
        PartlyExpired = "partly-expired" "部分失效",
        /// Another document repealed it.
        Repealed = "repealed" "废止",
        /// Its term ended, or what it was for is gone.
        Expired = "expired" "失效",
        /// A clearing of documents said so.
        DeclaredExpired = "declared-expired" "宣布失效",
        /// Public before the day on which it comes into force.
        NotYetInForce = "not-yet-in-force" "尚未生效",
    }
}

impl Validity {
    /// Whether nothing of the document holds any more.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Repealed | Self::Expired | Self::DeclaredExpired => true,
            // What comes into force later is explained when it becomes public (国办发〔2016〕61号: 同步解读).
            Self::InForce | Self::Amended | Self::PartlyExpired | Self::NotYetInForce => false,
        }
    }
}

/// 公文种类: the fifteen of 党政机关公文处理工作条例 (中办发〔2012〕14号) art. 8.
const GENRES: &[super::Choice] = words![
    "决议",
    "决定",
    "命令（令）",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
];

/// Of an index number, in characters: what is unique must fit into an index.
const INDEX_NUMBER_MAX: usize = 100;

fields! {
    PolicyDocument {
        document_number: String = Field::line("发文字号").hint("如 隆政办发〔2026〕1号；写法不规范的自动改为六角括号"),
        index_number: String = Field::line("索引号")
            .hint("不填的，公布时按统一格式自动编号；一经公布不得变更，也不得用于其他文件"),
        issuer: String = Field::line("发文机关").required(),
        joint_issuers: String = Field::line("联合发文机关").hint("用顿号分开"),
        class: String = Field::choice("文件类型", words!["规范性文件", "规章", "法律法规", "其他文件"]),
        genre: String = Field::choice("体裁", GENRES).required(),
        theme: String = Field::choice("主题分类", THEMES).required(),
        interest: String = Field::choice("涉及公众利益、需要解读", words!["是", "否"])
            .hint("选“是”的，解读和新闻通稿应与文件同步发布")
            .required(),
        written_on: Option<NaiveDate> = Field::past_day("成文日期").required(),
        effective_on: Option<NaiveDate> = Field::day("实施日期"),
        expires_on: Option<NaiveDate> = Field::day("有效期至"),
        validity: Validity = Field::choice("有效性", Validity::CHOICES)
            .hint("选“尚未生效”的，到实施日期网页自动显示“有效”，过了有效期自动显示“失效”；栏目按有效性筛选以填写的为准，届时仍请修订"),
        validity_since: Option<NaiveDate> = Field::past_day("修改、废止或失效日期"),
        validity_reason: String = Field::line("修改、废止或失效的依据").hint("如：被隆政发〔2026〕2号废止"),
        /// What came after it.
        successor: Option<ItemCode> = Field::item("替代它的文件", &[Kind::PolicyDocument]),
        /// What it replaces.
        predecessor: Option<ItemCode> = Field::item("它替代的文件", &[Kind::PolicyDocument]),
    }
}

impl PolicyDocument {
    /// The number as the standard writes it, or as it was typed when it is none.
    pub fn number(&self) -> String {
        DocumentNumber::parse(&self.document_number)
            .map_or_else(|| self.document_number.trim().to_owned(), |number| number.to_string())
    }

    /// Whether somebody has to explain it: its author said that it concerns the public (plan rows C13, C58), and something of
    /// it still holds on `today`. Every author here says whether it does; of what came along from an old site nobody has, and
    /// it needs none.
    pub fn needs_interpretation(&self, today: NaiveDate) -> bool {
        self.interest == "是" && !self.is_over(today)
    }

    /// Whether nothing of it holds any more on `today`.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.stated_validity().on(today).is_over()
    }

    /// Its validity, to be read on a day.
    const fn stated_validity(&self) -> StatedValidity {
        StatedValidity { stated: self.validity, effective_on: self.effective_on, expires_on: self.expires_on }
    }

    /// What stands above the text while it is true: why it is not in force as its author stated, and that its term has ended.
    fn notices(&self) -> Vec<Part> {
        let (stated, mut notices) = (self.stated_validity(), Vec::new());
        let lapsed_on = stated.lapses_after().and_then(|last| last.succ_opt());
        if let Some(text) = self.notice() {
            notices.push(Part::Notice { text, from: None, until: stated.waits_for().or(lapsed_on) });
        }
        if let Some((last, from)) = stated.lapses_after().zip(lapsed_on) {
            notices.push(Part::Notice {
                text: format!("本文件有效期至 {last}，已失效。"),
                from: Some(from),
                until: None,
            });
        }
        notices
    }

    /// Why it is not in force as its author stated, in one sentence.
    pub fn notice(&self) -> Option<String> {
        match self.validity {
            Validity::InForce => None,
            Validity::NotYetInForce => {
                let from = self.effective_on.map(|day| format!("，自 {day} 起施行")).unwrap_or_default();
                Some(format!("本文件尚未生效{from}。"))
            }
            Validity::Amended
            | Validity::PartlyExpired
            | Validity::Repealed
            | Validity::Expired
            | Validity::DeclaredExpired => Some(self.notice_of_change()),
        }
    }

    fn notice_of_change(&self) -> String {
        let since = self.validity_since.map(|day| format!("自 {day} 起")).unwrap_or_default();
        let reason = match self.validity_reason.trim() {
            "" => String::new(),
            reason => format!("：{reason}"),
        };
        format!("本文件{since}{}{reason}。", self.validity.label())
    }

    /// What its validity has to be told with: the day and the ground of a change, the day that is waited for.
    fn check_validity(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        match self.validity {
            Validity::InForce => {}
            Validity::NotYetInForce => {
                let is_due = self.effective_on.is_none_or(|from| from <= today);
                let message = "尚未生效的，请填写今天以后的实施日期；已到实施日期的，请选择“有效”";
                super::block_if(findings, is_due, "detail.effective_on", message);
            }
            Validity::Amended
            | Validity::PartlyExpired
            | Validity::Repealed
            | Validity::Expired
            | Validity::DeclaredExpired => {
                let unexplained = self.validity_reason.trim().is_empty();
                super::block_if(findings, unexplained, "detail.validity_reason", "请写明修改、废止或失效的依据");
                let undated = self.validity_since.is_none();
                super::block_if(findings, undated, "detail.validity_since", "请填写修改、废止或失效日期");
            }
        }
    }
}

impl Nature for PolicyDocument {
    fn text(&self) -> Text {
        Text::Required
    }

    fn check(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        let typed = self.document_number.trim();
        if !typed.is_empty() && DocumentNumber::parse(typed).is_none() {
            let message = "发文字号不合写法（机关代字〔年份〕序号），请核对；确实如此的，请说明";
            findings.push(Finding::confirm("detail.document_number", message));
        }
        self.check_validity(today, findings);
        let is_backwards = self.effective_on.zip(self.expires_on).is_some_and(|(from, until)| until < from);
        super::block_if(findings, is_backwards, "detail.expires_on", "有效期不能早于实施日期");
        let is_long = self.index_number.chars().count() > INDEX_NUMBER_MAX;
        super::block_if(findings, is_long, "detail.index_number", "索引号过长，最多 100 个字");
        let is_both = self.successor.is_some() && self.successor == self.predecessor;
        super::block_if(findings, is_both, "detail.successor", "替代它的与它替代的不能是同一份文件");
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        let theme = self.theme.split(" / ").next().unwrap_or_default();
        let year = DocumentNumber::parse(&self.document_number)
            .map(|number| number.year)
            .or_else(|| self.written_on.map(|day| day.year()));
        Facets::default()
            .with(Facet::Type, self.genre.as_str())
            .with(Facet::Theme, theme)
            .with(Facet::Issuer, self.issuer.as_str())
            .with(Facet::Year, year.map(|year| year.to_string()).unwrap_or_default())
            // As it was filed: no day files an item anew.
            .with(Facet::Validity, self.validity.label())
            .list()
    }

    fn shape(&self) -> Shape {
        let issuers = match self.joint_issuers.trim() {
            "" => self.issuer.clone(),
            joint => format!("{}、{joint}", self.issuer.trim()),
        };
        let published = Some(Fact { name: "发布日期", reading: Reading::PublicationDay });
        let validity = Some(Fact { name: "有效性", reading: Reading::Validity(self.stated_validity()) });
        let above = [
            Fact::text("索引号", &self.index_number),
            Fact::text("主题分类", &self.theme),
            Fact::text("发文机关", &issuers),
            Fact::day("成文日期", self.written_on),
            Fact::text("发文字号", &self.number()),
            published,
            Fact::text("体裁", &self.genre),
            Fact::text("文件类型", &self.class),
            Fact::day("实施日期", self.effective_on),
            Fact::day("有效期至", self.expires_on),
            validity,
            Fact::item("替代它的文件", self.successor.as_ref()),
            Fact::item("它替代的文件", self.predecessor.as_ref()),
        ];
        Shape { above: above.into_iter().flatten().collect(), before: self.notices(), after: Vec::new() }
    }

    fn row(&self) -> Row {
        let under = [self.number(), self.issuer.trim().to_owned()];
        let under: Vec<String> = under.into_iter().filter(|text| !text.is_empty()).collect();
        Row { under: under.join("　"), validity: Some(self.stated_validity()), ..Row::default() }
    }

    fn document_number(&self) -> Option<&str> {
        Some(self.document_number.trim()).filter(|number| !number.is_empty())
    }

    fn index_number(&self) -> Option<&str> {
        Some(self.index_number.trim()).filter(|number| !number.is_empty())
    }
}
