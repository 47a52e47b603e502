//! 固定页面 (隆安简介, plan row C05): one text that stays, with the day to which its figures refer and the day on which
//! the unit last confirmed them.

use chrono::NaiveDate;

use super::{Fact, Field, Nature, Shape, Text, shape::facts};
use crate::fields;

fields! {
    StandingPage {
        as_of: Option<NaiveDate> = Field::past_day("数据截至").hint("人口、面积等数据是哪一天的"),
        confirmed_on: Option<NaiveDate> = Field::past_day("内容核实日期").hint("每年至少核实一次").required(),
    }
}

impl Nature for StandingPage {
    fn text(&self) -> Text {
        Text::Required
    }

    fn shape(&self) -> Shape {
        let facts = facts([Fact::day("数据截至", self.as_of), Fact::day("内容核实日期", self.confirmed_on)]);
        Shape { after: facts.into_iter().collect(), ..Shape::default() }
    }
}
