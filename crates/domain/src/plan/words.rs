//! The Chinese words of the plan's table and file for what the code enumerates.

use super::{AssuranceMode, ColumnKind, Signing, UnitKind};

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

words!(ColumnKind; 7 {
    Group => "栏目组",
    Articles => "文章",
    Documents => "文件库",
    Interpretations => "政策解读",
    Link => "链接",
    Mirror => "镜像",
    Function => "功能",
});

words!(Signing; 3 {
    AnyLead => "任一牵头单位",
    TwoPeople => "两人审签",
    AllLeads => "全部牵头单位",
});
