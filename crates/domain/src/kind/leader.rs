//! 领导之窗: a leader of the county with posts, portfolio and life (负责人信息 of the 发展指引; plan row C11). The item's
//! title is the name; speeches are articles that name the leader. A change of post is a new revision, and the former post
//! goes into the history.

use chrono::NaiveDate;

use super::{
    Facet, Fact, Field, Nature, Part, Row, Rows, Shape,
    facet::Facets,
    shape::{facts, section, table},
};
use crate::{checks::Finding, fields, words};

const FORMER_POSTS: &[Field] =
    &[Field::line("职务").named("post").required(), Field::line("起").named("from"), Field::line("止").named("until")];

fields! {
    Leader {
        post: String = Field::line("现任职务").required(),
        body: String = Field::choice("班子", words!["县委", "县人大", "县政府", "县政协", "其他"]).required(),
        order: String = Field::line("排序").hint("数字小的在前；按班子公布的顺序").required(),
        photo: String = Field::picture("照片").required(),
        portfolio: String = Field::text("工作分工").required(),
        biography: String = Field::text("工作简历").required(),
        term_from: Option<NaiveDate> = Field::day("任现职时间"),
        term_until: Option<NaiveDate> = Field::day("离任时间").hint("离任后填写，页面转为“曾任领导”"),
        former_posts: Rows = Field::rows("曾任职务", FORMER_POSTS).hint("职务变动时，把原职务移到这里"),
        contact: String = Field::line("办公联系方式").hint("办公室电话或信箱，不填个人手机"),
    }
}

impl Leader {
    fn has_left(&self, today: NaiveDate) -> bool {
        self.term_until.is_some_and(|day| day < today)
    }
}

impl Nature for Leader {
    fn check(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        let is_no_number = !self.order.trim().is_empty() && self.order.trim().parse::<u16>().is_err();
        super::block_if(findings, is_no_number, "detail.order", "排序须是 0 到 65535 的整数");
        if self.has_left(today) {
            findings.push(Finding::hint("detail.term_until", "已离任：页面会标明“曾任”，不再列在现任领导中"));
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.body.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let photo = (!self.photo.is_empty()).then(|| Part::Picture {
            address: self.photo.clone(),
            alt: "工作照".into(),
            caption: String::new(),
        });
        let facts = facts([
            Fact::text("现任职务", &self.post),
            Fact::day("任现职时间", self.term_from),
            Fact::day("离任时间", self.term_until),
            Fact::text("联系方式", &self.contact),
        ]);
        let history = table("曾任职务", FORMER_POSTS, &self.former_posts);
        let before =
            [photo, facts, section("工作分工", &self.portfolio), section("工作简历", &self.biography), history];
        Shape { before: before.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row {
            under: self.post.trim().to_owned(),
            picture: Some(self.photo.clone()).filter(|address| !address.is_empty()),
            ..Row::default()
        }
    }

    fn position(&self) -> i64 {
        self.order.trim().parse::<u16>().map_or(i64::from(u16::MAX), |order| i64::from(order) + 1)
    }

    fn ends_on(&self) -> Option<NaiveDate> {
        self.term_until
    }
}
