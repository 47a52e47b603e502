//! 工作台: the numbers on the first page of those who watch over the county.

use serde::{Deserialize, Serialize};

/// What is counted: the length of a list of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Columns that are overdue.
    Overdue,
    /// Columns that hold nothing.
    Blank,
    /// Columns that fall due soon.
    DueSoon,
    /// Columns and single duties that wait for the signature of a lead unit.
    WithLeads,
    /// Cases that wait for the answer of their unit.
    CasesWithUnits,
    /// Cases that were answered.
    CasesToCheck,
    /// Cases of which every answer was accepted.
    CasesToClose,
    /// Findings of the patrol that are to be mended.
    Findings,
    /// Frozen assessments that nobody has signed.
    SheetsToSign,
    /// Appeals that nobody has decided.
    Appeals,
}

impl Figure {
    /// In the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Overdue,
        Self::Blank,
        Self::DueSoon,
        Self::WithLeads,
        Self::CasesWithUnits,
        Self::CasesToCheck,
        Self::CasesToClose,
        Self::Findings,
        Self::SheetsToSign,
        Self::Appeals,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "逾期栏目",
            Self::Blank => "空白栏目",
            Self::DueSoon => "临期栏目",
            Self::WithLeads => "在牵头单位待审签",
            Self::CasesWithUnits => "整改待回复",
            Self::CasesToCheck => "整改待核查",
            Self::CasesToClose => "整改待销号",
            Self::Findings => "巡查问题待处理",
            Self::SheetsToSign => "考核待签认",
            Self::Appeals => "申诉待决定",
        }
    }

    /// The list that it counts.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Overdue => "/desk/board?state=overdue",
            Self::Blank => "/desk/board?state=blank",
            Self::DueSoon => "/desk/board?state=due-soon",
            Self::WithLeads => "/desk/board?with=lead",
            Self::CasesWithUnits => "/desk/cases?turn=waiting",
            Self::CasesToCheck => "/desk/cases?state=replied",
            Self::CasesToClose => "/desk/cases?state=accepted",
            Self::Findings => "/desk/patrol",
            Self::SheetsToSign | Self::Appeals => "/desk/assessment#frozen",
        }
    }

    /// Whether it is left out while there is none: what there is on a few days of the year only.
    pub const fn is_rare(self) -> bool {
        matches!(self, Self::SheetsToSign | Self::Appeals)
    }
}
