//! 议案提案 (plan row C16): a motion of the people's congress or the consultative conference and the reply to it; the
//! reply is the item's text.

use chrono::NaiveDate;

use super::{Facet, Fact, Field, Nature, Row, Shape, Text, facet::Facets, shape::facts};
use crate::{fields, words};

fields! {
    Proposal {
        class: String = Field::choice("类别", words!["人大代表建议", "政协委员提案", "人大议案"]).required(),
        session: String = Field::line("届次").hint("如：县十五届人大三次会议").required(),
        number: String = Field::line("编号").required(),
        year: String = Field::line("年份").required(),
        proposer: String = Field::line("提出人").required(),
        handler: String = Field::line("承办单位").required(),
        replied_on: Option<NaiveDate> = Field::past_day("答复日期").required(),
        outcome: String = Field::choice(
            "办理结果",
            words!["A类（已解决或采纳）", "B类（列入计划解决）", "C类（暂不能解决，作出说明）"],
        )
        .required(),
        consent: String = Field::choice("提出人是否同意公开", words!["同意", "同意，不公开姓名"]).required(),
    }
}

impl Nature for Proposal {
    fn text(&self) -> Text {
        Text::Required
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default()
            .with(Facet::Type, self.class.as_str())
            .with(Facet::Year, self.year.as_str())
            .with(Facet::Unit, self.handler.as_str())
            .list()
    }

    fn shape(&self) -> Shape {
        let proposer = if self.consent == "同意" { self.proposer.as_str() } else { "" };
        let facts = facts([
            Fact::text("类别", &self.class),
            Fact::text("届次", &self.session),
            Fact::text("编号", &self.number),
            Fact::text("提出人", proposer),
            Fact::text("承办单位", &self.handler),
            Fact::day("答复日期", self.replied_on),
            Fact::text("办理结果", &self.outcome),
        ]);
        Shape { before: facts.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: self.class.clone(), under: self.handler.trim().to_owned(), ..Row::default() }
    }
}
