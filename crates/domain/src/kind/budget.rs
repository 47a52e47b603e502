//! 预决算 (plan row C19): by year and unit, as plain linked lists. Public within 20 calendar days of the approval
//! (预算法 art. 14).

use chrono::{Days, NaiveDate};

use super::{Facet, Fact, Field, Nature, Row, Shape, facet::Facets, shape::facts};
use crate::{checks::Finding, fields, words};

/// Calendar days between approval and publication.
const PUBLICATION_DAYS: u64 = 20;

fields! {
    Budget {
        class: String = Field::choice(
            "类别",
            words![
                "政府预算", "政府决算", "部门预算", "部门决算", "“三公”经费", "预算调整", "预算执行", "政府债务", "绩效信息", "其他",
            ],
        )
        .required(),
        year: String = Field::line("年度").hint("四位数字").required(),
        unit: String = Field::line("编制单位").required(),
        approved_on: Option<NaiveDate> = Field::past_day("批准（批复）日期").required(),
        approved_by: String = Field::line("批准（批复）机关").required(),
    }
}

impl Budget {
    /// The last day on which it becomes public in time.
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.approved_on.and_then(|day| day.checked_add_days(Days::new(PUBLICATION_DAYS)))
    }
}

impl Nature for Budget {
    fn check(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        let is_year = self.year.trim().len() == 4 && self.year.trim().bytes().all(|byte| byte.is_ascii_digit());
        super::block_if(findings, !self.year.trim().is_empty() && !is_year, "detail.year", "年度须是四位数字");
        match (self.approved_on, self.due_on()) {
            (Some(approved), Some(due)) if due < today => findings.push(Finding::hint(
                "detail.approved_on",
                format!("批准 {approved} → 20 日 → {due}：已过公开期限，请尽快发布"),
            )),
            (Some(approved), Some(due)) => findings.push(Finding::hint(
                "detail.approved_on",
                format!("批准 {approved} → 20 日 → {due} 前须公开（预算法第十四条）"),
            )),
            _ => {}
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default()
            .with(Facet::Year, self.year.as_str())
            .with(Facet::Unit, self.unit.as_str())
            .with(Facet::Type, self.class.as_str())
            .list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::text("类别", &self.class),
            Fact::text("年度", &self.year),
            Fact::text("编制单位", &self.unit),
            Fact::day("批准日期", self.approved_on),
            Fact::text("批准机关", &self.approved_by),
        ]);
        Shape { before: facts.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: self.class.clone(), under: self.unit.trim().to_owned(), ..Row::default() }
    }
}
