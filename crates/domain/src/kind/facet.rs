//! By what lists are filtered. A facet is a column of the store's facet table, so that filtering never opens an item.

/// A property that items of a kind have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// 体裁 of a document, 类型 of a notice, 许可 or 处罚 of a decision …
    Type,
    /// 主题分类, first level
    Theme,
    /// 发文机关, 决定机关
    Issuer,
    Year,
    /// 有效性
    Validity,
    /// 服务对象
    Audience,
    /// 人生事件、企业事项
    LifeEvent,
    /// 办理部门, 公开单位
    Unit,
    /// 项目
    Project,
    /// 阶段
    Phase,
    /// 平台
    Platform,
}

impl Facet {
    /// In the order in which readers see them.
    pub const ALL: [Self; 11] = [
        Self::Type,
        Self::Audience,
        Self::LifeEvent,
        Self::Theme,
        Self::Issuer,
        Self::Unit,
        Self::Project,
        Self::Phase,
        Self::Platform,
        Self::Year,
        Self::Validity,
    ];

    /// Its name in addresses and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Theme => "theme",
            Self::Issuer => "issuer",
            Self::Year => "year",
            Self::Validity => "validity",
            Self::Audience => "audience",
            Self::LifeEvent => "event",
            Self::Unit => "unit",
            Self::Project => "project",
            Self::Phase => "phase",
            Self::Platform => "platform",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Type => "类型",
            Self::Theme => "主题",
            Self::Issuer => "发文机关",
            Self::Year => "年份",
            Self::Validity => "有效性",
            Self::Audience => "服务对象",
            Self::LifeEvent => "办事情形",
            Self::Unit => "单位",
            Self::Project => "项目",
            Self::Phase => "阶段",
            Self::Platform => "平台",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.code() == code)
    }
}

/// Collects facets, leaving out empty values.
#[derive(Debug, Default)]
pub(super) struct Facets(Vec<(Facet, String)>);

impl Facets {
    pub(super) fn with(mut self, facet: Facet, value: impl Into<String>) -> Self {
        let value: String = value.into();
        let value = value.trim();
        if !value.is_empty() && !self.0.iter().any(|(known, text)| *known == facet && text == value) {
            self.0.push((facet, value.to_owned()));
        }
        self
    }

    pub(super) fn with_all<'a>(self, facet: Facet, values: impl IntoIterator<Item = &'a String>) -> Self {
        values.into_iter().fold(self, |facets, value| facets.with(facet, value.as_str()))
    }

    pub(super) fn list(self) -> Vec<(Facet, String)> {
        self.0
    }
}
