//! 转载: taken over from a superior government or medium; source and date stay true (发展指引; plan row C02).

use chrono::NaiveDate;

use super::{Facet, Fact, Field, Nature, Row, Shape, Text, facet::Facets, shape::facts};
use crate::{checks::Finding, fields, words};

/// No level of government.
const OTHER: &str = "其他";

fields! {
    Reprint {
        address: String = Field::address("原文地址").required(),
        published_on: Option<NaiveDate> = Field::past_day("原文发布日期").required(),
        level: String = Field::choice("来源级别", words!["国务院", "自治区", "市", "其他"]),
    }
}

impl Nature for Reprint {
    fn text(&self) -> Text {
        Text::Required
    }

    fn check(&self, _today: NaiveDate, findings: &mut Vec<Finding>) {
        // A page of this site is shown again by 本站转载, not copied.
        let is_own = self.address.trim().starts_with('/');
        super::block_if(findings, is_own, "detail.address", "转载须填写原文地址（http 或 https）");
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.level.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([Fact::address("转载自", &self.address), Fact::day("原文发布日期", self.published_on)]);
        Shape { before: facts.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        let level = self.level.trim();
        Row { label: if level == OTHER { String::new() } else { level.to_owned() }, ..Row::default() }
    }
}
