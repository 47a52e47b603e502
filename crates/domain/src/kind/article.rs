//! 文章: news, notices (通知公告), personnel (人事信息), plans … A 公示 states its period and where objections go
//! (`domain.md` §1.2; plan rows C01, C15).

use chrono::NaiveDate;

use super::{Facet, Fact, Field, Kind, Nature, Row, Shape, Text, facet::Facets, shape::facts};
use crate::{checks::Finding, choices, fields, id::ItemCode};

choices! {
    /// What a notice is.
    NoticeType {
        /// A text like any other.
        #[default]
        None = "" "不属于通知公告",
        Announcement = "announcement" "公告",
        Notice = "notice" "通知",
        /// 公示: objections are heard until it ends.
        Publicity = "publicity" "公示",
        Convenience = "convenience" "便民通知",
        Recruitment = "recruitment" "招考招聘",
        Appointment = "appointment" "任免",
    }
}

fields! {
    Article {
        notice_type: NoticeType = Field::choice("类型", NoticeType::CHOICES),
        from: Option<NaiveDate> = Field::day("开始日期").hint("公示期、报名期的第一天"),
        until: Option<NaiveDate> = Field::day("截止日期").hint("过后页面自动标明已结束"),
        contact: String = Field::line("意见反馈或咨询方式").hint("公示须写明受理异议的单位和电话"),
        /// The leader whose speech or work this is.
        leader: Option<ItemCode> = Field::item("相关领导", &[Kind::Leader]).hint("讲话稿、活动报道选填，显示在领导的页面上"),
    }
}

impl Nature for Article {
    fn text(&self) -> Text {
        Text::Required
    }

    fn check(&self, _today: NaiveDate, findings: &mut Vec<Finding>) {
        if self.notice_type == NoticeType::Publicity {
            let mut demand = |missing: bool, field: &str, message: &str| {
                super::block_if(findings, missing, field, message);
            };
            demand(self.from.is_none(), "detail.from", "公示须写明开始日期");
            demand(self.until.is_none(), "detail.until", "公示须写明截止日期");
            demand(self.contact.trim().is_empty(), "detail.contact", "公示须写明受理异议的单位和电话");
        }
        let ends_first = self.from.zip(self.until).is_some_and(|(from, until)| until < from);
        super::block_if(findings, ends_first, "detail.until", "截止日期不能早于开始日期");
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        let label = if self.notice_type == NoticeType::None { "" } else { self.notice_type.label() };
        Facets::default().with(Facet::Type, label).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::day("开始日期", self.from),
            Fact::day("截止日期", self.until),
            Fact::text("意见反馈或咨询", &self.contact),
            Fact::item("相关领导", self.leader.as_ref()),
        ]);
        Shape { before: facts.into_iter().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        let label = if self.notice_type == NoticeType::None { "" } else { self.notice_type.label() };
        Row { label: label.to_owned(), ..Row::default() }
    }

    fn about(&self) -> Option<&ItemCode> {
        self.leader.as_ref()
    }

    fn ends_on(&self) -> Option<NaiveDate> {
        self.until
    }
}
