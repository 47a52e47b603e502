//! 信息公开指南 (条例 art. 12): classification, how to obtain, and the office that gives it; one for each unit (plan row
//! C08).

use super::{Facet, Field, Nature, Row, facet::Facets};
use crate::fields;

fields! {
    Guide {
        unit: String = Field::line("公开单位").required(),
        office: String = Field::line("信息公开工作机构").required(),
        address: String = Field::line("办公地址").required(),
        hours: String = Field::line("办公时间").required(),
        phone: String = Field::line("联系电话").required(),
        fax: String = Field::line("传真"),
        email: String = Field::line("互联网联系方式").required(),
        classification: String = Field::text("政府信息的分类").required(),
        catalogue: String = Field::text("编排体系").required(),
        obtaining: String = Field::text("获取方式").required(),
        complaint: String = Field::text("监督和救济"),
    }
}

impl Nature for Guide {
    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Unit, self.unit.as_str()).list()
    }

    fn row(&self) -> Row {
        Row { under: self.unit.trim().to_owned(), ..Row::default() }
    }
}
