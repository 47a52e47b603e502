//! 清单 (plan rows C18, C20): lists of power and duty, negative lists, lists of what is inspected and by whom. A structured
//! table that readers search and download, with the dated notes of its adjustments.

use super::{
    Facet, Fact, Field, Nature, Row, Rows, Shape,
    facet::Facets,
    shape::{facts, table},
};
use crate::{fields, id::RegisterId, register::Profile, words};

const ADJUSTMENTS: &[Field] = &[
    Field::past_day("日期").named("on").required(),
    Field::choice("调整", words!["新增", "取消", "下放", "承接", "调整"]).named("how").required(),
    Field::line("事项").named("what").required(),
    Field::line("依据").named("basis"),
];

fields! {
    Checklist {
        class: String = Field::choice(
            "类别",
            words![
                "权责清单", "市场准入负面清单", "公共服务事项清单", "中介服务事项清单", "收费目录清单", "证明事项清单",
                "随机抽查事项清单", "执法人员名录库", "其他",
            ],
        )
        .required(),
        unit: String = Field::line("实施或主管单位").required(),
        table: Option<RegisterId> = Field::register("清单", Profile::Public).required(),
        adjustments: Rows = Field::rows("动态调整", ADJUSTMENTS).hint("取消、下放、承接和调整的事项逐条写明"),
    }
}

impl Nature for Checklist {
    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.class.as_str()).with(Facet::Unit, self.unit.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([Fact::text("类别", &self.class), Fact::text("实施或主管单位", &self.unit)]);
        let adjustments = table("动态调整说明", ADJUSTMENTS, &self.adjustments);
        Shape { before: facts.into_iter().collect(), after: adjustments.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: self.class.clone(), under: self.unit.trim().to_owned(), ..Row::default() }
    }
}
