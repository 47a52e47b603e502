//! 新媒体账号 (微博微信, plan row C60): the accounts of all units on one page, each with its code to scan. The item's title
//! is the account's name.

use chrono::NaiveDate;

use super::{Facet, Fact, Field, Nature, Part, Row, Shape, facet::Facets, shape::facts};
use crate::{checks::Finding, fields, words};

fields! {
    Account {
        platform: String = Field::choice("平台", words!["微信公众号", "微博", "抖音", "快手", "视频号", "客户端", "其他"]).required(),
        unit: String = Field::line("主办单位").required(),
        account: String = Field::line("账号").required(),
        code: String = Field::picture("二维码").required(),
        address: String = Field::address("账号主页"),
        about: String = Field::text("账号介绍").required(),
        updated_on: Option<NaiveDate> = Field::past_day("最近更新").hint("超过 14 天未更新将被通报"),
    }
}

impl Nature for Account {
    fn check(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        if self.updated_on.is_some_and(|day| (today - day).num_days() > 14) {
            findings.push(Finding::hint("detail.updated_on", "账号已超过 14 天未更新"));
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Platform, self.platform.as_str()).with(Facet::Unit, self.unit.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let code = (!self.code.is_empty()).then(|| Part::Picture {
            address: self.code.clone(),
            alt: format!("{}“{}”的二维码", self.platform, self.account.trim()),
            caption: "扫一扫关注".into(),
        });
        let facts = facts([
            Fact::text("平台", &self.platform),
            Fact::text("账号", &self.account),
            Fact::text("主办单位", &self.unit),
            Fact::address("账号主页", &self.address),
        ]);
        let about = super::shape::section("账号介绍", &self.about);
        Shape { before: [code, facts, about].into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row {
            label: self.platform.clone(),
            under: self.unit.trim().to_owned(),
            picture: Some(self.code.clone()).filter(|address| !address.is_empty()),
            ..Row::default()
        }
    }
}
