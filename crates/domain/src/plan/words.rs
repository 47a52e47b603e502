//! The Chinese words of the plan's table and file for what the code enumerates.

use super::{AssuranceMode, ColumnKind, CountsAs, Signing, UnitKind};

macro_rules! words {
    ($type:ident; $count:literal { $($variant:ident => $label:literal),* $(,)? }) => {
        impl $type {
            pub const ALL: [Self; $count] = [$(Self::$variant),*];

            /// As the table and the plan file word it.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)*
                }
            }

            /// The value that the word means.
            pub fn from_label(label: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.label() == label)
            }
        }
    };
}

words!(AssuranceMode; 5 {
    UnitPublishes => "单位发布",
    Submission => "信息报送",
    Reprint => "转载",
    Link => "栏目链接",
    CoBuilt => "栏目共建",
});

words!(UnitKind; 4 {
    Party => "党群机关",
    Department => "政府部门",
    Township => "乡镇",
    Institution => "事业单位",
});

words!(ColumnKind; 24 {
    Group => "栏目组",
    Articles => "文章",
    Documents => "文件库",
    Interpretations => "政策解读",
    Leaders => "领导",
    Institutions => "机构",
    Services => "办事指南",
    LifeEvents => "便民专题",
    Projects => "项目",
    Programmes => "民生项目",
    Decisions => "许可处罚",
    Registers => "清单",
    Budgets => "预决算",
    Proposals => "议案提案",
    Guides => "公开指南",
    Reports => "年度报告",
    Videos => "视频",
    Gallery => "图集",
    Page => "单页",
    Accounts => "新媒体账号",
    Link => "链接",
    Mirror => "镜像",
    Function => "功能",
    Topics => "专题",
});

words!(CountsAs; 9 {
    Notices => "通知公告",
    Consultation => "咨询渠道",
    CommonQuestions => "常见问题",
    Interviews => "在线访谈",
    Surveys => "调查征集",
    HotTopics => "热点回应",
    Statistics => "统计数据",
    OpenData => "数据开放",
    WorkReports => "年度报表",
});

words!(Signing; 3 {
    AnyLead => "任一牵头单位",
    TwoPeople => "两人审签",
    AllLeads => "全部牵头单位",
});
