//! 机构职能: a unit of the county on one uniform page (条例 art. 20 no. 2: functions, structure, address, hours, contact,
//! head; plan row C12). The item's title is the unit's full name.

use super::{
    Facet, Fact, Field, Nature, Row, Rows, Shape,
    facet::Facets,
    shape::{facts, section, table},
};
use crate::{fields, words};

const SUBORDINATES: &[Field] = &[
    Field::line("机构名称").named("name").required(),
    Field::line("职责").named("duties"),
    Field::line("负责人").named("head"),
    Field::line("电话").named("phone"),
];

fields! {
    Institution {
        class: String = Field::choice("机构类别", words!["党委机构", "政府部门", "乡镇", "事业单位", "群团组织", "其他"]).required(),
        duties: String = Field::text("主要职责").required(),
        address: String = Field::line("办公地址").required(),
        hours: String = Field::line("办公时间").hint("如：周一至周五 8:00—12:00，15:00—18:00，法定节假日除外").required(),
        phone: String = Field::line("办公电话").required(),
        fax: String = Field::line("传真"),
        postcode: String = Field::line("邮政编码"),
        email: String = Field::line("电子邮箱"),
        head: String = Field::line("负责人姓名").required(),
        head_post: String = Field::line("负责人职务"),
        subordinates: Rows = Field::rows("内设机构和下属单位", SUBORDINATES),
        order: String = Field::line("排序").hint("数字小的在前"),
    }
}

impl Nature for Institution {
    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.class.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let head = match self.head_post.trim() {
            "" => self.head.clone(),
            post => format!("{}（{post}）", self.head.trim()),
        };
        let facts = facts([
            Fact::text("负责人", &head),
            Fact::phone("办公电话", &self.phone),
            Fact::text("办公地址", &self.address),
            Fact::text("办公时间", &self.hours),
            Fact::text("传真", &self.fax),
            Fact::text("邮政编码", &self.postcode),
            Fact::text("电子邮箱", &self.email),
        ]);
        let below = table("内设机构和下属单位", SUBORDINATES, &self.subordinates);
        let before = [facts, section("主要职责", &self.duties), below];
        Shape { before: before.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        let under = [self.phone.trim(), self.address.trim()];
        let under: Vec<&str> = under.into_iter().filter(|text| !text.is_empty()).collect();
        Row { under: under.join("　"), ..Row::default() }
    }

    fn position(&self) -> i64 {
        self.order.trim().parse::<u16>().map_or(i64::from(u16::MAX), |order| i64::from(order) + 1)
    }
}
