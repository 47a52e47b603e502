//! 名单 (plan rows C29–C34, C47): who receives assistance, subsidies or housing. The table is masked before it is stored,
//! and its personal part is public for a stated period only (`domain.md` §7.4).

use super::{Facet, Fact, Field, Nature, Row, Shape, facet::Facets, shape::facts};
use crate::{fields, id::RegisterId, register::Profile};

fields! {
    NameList {
        benefit: String = Field::line("待遇或项目").hint("如 城乡居民最低生活保障、公共租赁住房分配").required(),
        batch: String = Field::line("期次").hint("如 2026年第四季度"),
        decided_by: String = Field::line("审核确认单位").required(),
        contact: String = Field::line("监督和异议受理方式").hint("写明受理单位和办公电话").required(),
        table: Option<RegisterId> = Field::register("名单", Profile::Beneficiaries).required(),
    }
}

impl Nature for NameList {
    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Unit, self.decided_by.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::text("待遇或项目", &self.benefit),
            Fact::text("期次", &self.batch),
            Fact::text("审核确认单位", &self.decided_by),
            Fact::text("监督和异议受理方式", &self.contact),
        ]);
        Shape { before: facts.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        let under = [self.benefit.trim(), self.batch.trim()].into_iter().filter(|text| !text.is_empty());
        Row { label: "名单".into(), under: under.collect::<Vec<_>>().join(" · "), ..Row::default() }
    }
}
