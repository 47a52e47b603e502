//! 办事指南: what a citizen must know to get something done (plan rows C41–C49; indicators 办事服务: basis, conditions,
//! materials, steps, time limit, fee, place, hours, telephone, complaint, sample forms). It is handled on the superior
//! government's platform, to which the button leads.

use super::{
    Facet, Fact, Field, Nature, Part, Row, Rows, Shape,
    facet::Facets,
    shape::{facts, section},
};
use crate::{checks::Finding, fields, words};

const MATERIALS: &[Field] = &[
    Field::line("材料名称").named("name").required(),
    Field::choice("必要性", words!["必要", "非必要", "容缺"]).named("need"),
    Field::choice("形式", words!["原件", "复印件", "原件和复印件", "电子件"]).named("form"),
    Field::line("份数").named("copies"),
    Field::line("来源渠道").named("origin"),
    Field::line("填报须知").named("notes"),
    Field::file("空白表或样表").named("sample"),
];

const STEPS: &[Field] = &[
    Field::line("环节").named("name").required(),
    Field::line("办理内容").named("what"),
    Field::line("时限").named("limit"),
];

/// 人生事件 and 企业事项, by which people look for services who do not know who does them.
const EVENTS: &[super::Choice] = words![
    "生育收养",
    "户籍办理",
    "上学教育",
    "就业创业",
    "社会保险",
    "看病就医",
    "结婚离婚",
    "住房安居",
    "交通出行",
    "证件办理",
    "退休养老",
    "残疾扶助",
    "困难救助",
    "身后事务",
    "开办企业",
    "经营纳税",
    "工程建设",
    "农业生产",
    "知识产权",
    "变更注销",
    "其他",
];

fields! {
    Service {
        department: String = Field::line("实施部门").required(),
        class: String = Field::choice(
            "事项类型",
            words!["行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "行政征收", "公共服务", "其他行政权力"],
        )
        .required(),
        audience: Vec<String> = Field::choices("服务对象", words!["个人", "企业", "社会组织", "机关事业单位"]).required(),
        events: Vec<String> = Field::choices("办事情形", EVENTS).required(),
        theme: String = Field::line("主题").hint("如：社会保障、工程建设"),
        everyday_names: String = Field::line("通俗叫法").hint("群众怎么称呼它，用顿号分开；搜索时也能找到"),
        basis: String = Field::text("设定依据").required(),
        conditions: String = Field::text("申请条件").required(),
        materials: Rows = Field::rows("申请材料", MATERIALS).required(),
        steps: Rows = Field::rows("办理流程", STEPS).required(),
        legal_limit: String = Field::line("法定办结时限").required(),
        promised_limit: String = Field::line("承诺办结时限").required(),
        fee: String = Field::line("收费").hint("不收费请写“不收费”").required(),
        fee_basis: String = Field::line("收费依据"),
        place: String = Field::text("办理地点").required(),
        hours: String = Field::line("办理时间").required(),
        phone: String = Field::line("咨询电话").required(),
        complaint: String = Field::line("监督投诉").required(),
        result: String = Field::line("办理结果").hint("如：老年人优待证"),
        online: String = Field::address("在线办理地址").hint("上级政务服务平台的事项页面"),
        code: String = Field::line("事项编码"),
    }
}

/// How complete a guide is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Per cent of the elements that the indicators ask for.
    pub score: u8,
    pub missing: Vec<&'static str>,
}

impl Service {
    /// The life events that a guide can be filed under, in the order in which people are offered them.
    pub fn life_events() -> impl Iterator<Item = &'static str> {
        EVENTS.iter().map(|event| event.code)
    }

    /// The element classes of the indicators (`domain.md` §2.2 V6b), and which of them the guide has. A guide that lacks
    /// four counts as 不实用.
    pub fn completeness(&self) -> Completeness {
        let said = |text: &str| !text.trim().is_empty();
        let has_forms = self.materials.iter().any(|row| row.get(6).is_some_and(|file| said(file)));
        let elements = [
            ("设定依据", said(&self.basis)),
            ("申请条件", said(&self.conditions)),
            ("申请材料", !self.materials.is_empty()),
            ("空白表和样表", has_forms),
            ("办理流程", !self.steps.is_empty()),
            ("办理时限", said(&self.legal_limit) || said(&self.promised_limit)),
            ("收费", said(&self.fee)),
            ("办理地点", said(&self.place)),
            ("办理时间", said(&self.hours)),
            ("联系电话", said(&self.phone)),
            ("监督投诉", said(&self.complaint)),
            ("办理机构", said(&self.department)),
        ];
        let missing: Vec<&str> = elements.iter().filter(|(_, has)| !has).map(|(name, _)| *name).collect();
        let has = elements.len() - missing.len();
        Completeness { score: u8::try_from(has * 100 / elements.len()).unwrap_or(100), missing }
    }
}

impl Nature for Service {
    fn check(&self, _today: chrono::NaiveDate, findings: &mut Vec<Finding>) {
        let Completeness { score, missing } = self.completeness();
        if !missing.is_empty() {
            let message = format!("要素完整度 {score}%，还缺：{}", missing.join("、"));
            findings.push(Finding::hint("detail", message));
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default()
            .with_all(Facet::Audience, &self.audience)
            .with_all(Facet::LifeEvent, &self.events)
            .with(Facet::Theme, self.theme.as_str())
            .with(Facet::Unit, self.department.as_str())
            .with(Facet::Type, self.class.as_str())
            .list()
    }

    fn shape(&self) -> Shape {
        let button =
            (!self.online.is_empty()).then(|| Part::Button { label: "在线办理", address: self.online.clone() });
        let facts = facts([
            Fact::text("实施部门", &self.department),
            Fact::text("事项类型", &self.class),
            Fact::text("服务对象", &self.audience.join("、")),
            Fact::text("承诺办结时限", &self.promised_limit),
            Fact::text("法定办结时限", &self.legal_limit),
            Fact::text("收费", &self.fee),
            Fact::text("收费依据", &self.fee_basis),
            Fact::text("办理时间", &self.hours),
            Fact::phone("咨询电话", &self.phone),
            Fact::text("监督投诉", &self.complaint),
            Fact::text("办理结果", &self.result),
            Fact::text("事项编码", &self.code),
        ]);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let materials = (!self.materials.is_empty()).then(|| Part::Table {
            title: "申请材料",
            heads: MATERIALS[..6].iter().map(|field| field.label).collect(),
            rows: self.materials.iter().map(|row| row.iter().take(6).cloned().collect()).collect(),
        });
        let samples: Vec<(String, String)> = self
            .materials
            .iter()
            .filter(|row| !cell(row, 6).is_empty())
            .map(|row| (cell(row, 0), cell(row, 6)))
            .collect();
        let samples = (!samples.is_empty()).then_some(Part::Files { title: "空白表和样表", files: samples });
        let steps = (!self.steps.is_empty()).then(|| Part::Steps {
            title: "办理流程",
            steps: self
                .steps
                .iter()
                .map(|row| {
                    let words = [cell(row, 1), cell(row, 2)];
                    let words: Vec<String> = words.into_iter().filter(|text| !text.trim().is_empty()).collect();
                    (cell(row, 0), words.join("；"))
                })
                .collect(),
        });
        let before = [
            button,
            facts,
            section("申请条件", &self.conditions),
            materials,
            samples,
            steps,
            section("办理地点", &self.place),
            section("设定依据", &self.basis),
        ];
        Shape { before: before.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { under: self.department.trim().to_owned(), ..Row::default() }
    }
}
