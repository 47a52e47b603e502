//! 重大建设项目, 公共资源配置, 社会公益: what becomes public of one project or programme, act by act (plan rows C22–C34,
//! 国办发〔2017〕94号). Items of one project stand together under its name.

use super::{
    Facet, Fact, Field, Nature, Row, Rows, Shape,
    facet::Facets,
    shape::{facts, section, table},
};
use crate::{checks::Finding, fields, words};

const DESIGN_CHANGE: &str = "重大设计变更";
const COMPLETION: &str = "竣工信息";
/// Neither licence nor penalty.
const OTHER: &str = "其他";
const SUPERVISION: &str = "施工和质量安全监督";

const PARTIES: &[Field] = &[
    Field::choice(
        "角色",
        words!["项目法人", "勘察单位", "设计单位", "施工单位", "监理单位", "检测单位", "监督机构", "其他"],
    )
    .named("role")
    .required(),
    Field::line("单位名称").named("firm").required(),
    Field::line("负责人").named("person").hint("只写姓名和职务"),
    Field::line("资质").named("qualification"),
];

fields! {
    Project {
        project: String = Field::line("项目或项目群名称").hint("同一项目每次写法一致，信息才会归在一起").required(),
        project_code: String = Field::line("项目代码"),
        phase: String = Field::choice(
            "阶段",
            words![
                "批准服务", "投资批准结果", "报建批准结果", "征收土地", "重大设计变更", "施工和质量安全监督", "竣工信息", "政策和计划", "公告",
                "分配或成交结果", "合同", "资金", "对象名单", "进展和成效",
            ],
        )
        .required(),
        act: String = Field::choice("行为性质", words!["行政许可", "行政处罚", "其他"]).required(),
        document: String = Field::line("批准或决定文号"),
        authority: String = Field::line("批准或决定机关"),
        owner: String = Field::line("项目法人"),
        place: String = Field::line("建设地点"),
        scale: String = Field::text("建设规模和主要内容"),
        amount: String = Field::line("金额").hint("写明单位，如 1,200.50 万元"),
        parties: Rows = Field::rows("参建单位", PARTIES),
        change_reason: String = Field::text("变更原因"),
        change_before: String = Field::text("原设计内容"),
        change_after: String = Field::text("变更后内容"),
    }
}

impl Nature for Project {
    fn check(&self, _today: chrono::NaiveDate, findings: &mut Vec<Finding>) {
        let mut demand = |missing: bool, field: &str, message: &str| super::block_if(findings, missing, field, message);
        let blank = |text: &str| text.trim().is_empty();
        if self.act != OTHER && !self.act.is_empty() {
            demand(blank(&self.document), "detail.document", "许可、处罚须填写文号");
            demand(blank(&self.authority), "detail.authority", "许可、处罚须填写决定机关");
        }
        if self.phase == DESIGN_CHANGE {
            demand(blank(&self.change_reason), "detail.change_reason", "设计变更须写明变更原因");
            demand(blank(&self.change_before), "detail.change_before", "设计变更须写明原设计内容");
            demand(blank(&self.change_after), "detail.change_after", "设计变更须写明变更后内容");
            demand(blank(&self.authority), "detail.authority", "设计变更须写明批准机关");
            demand(blank(&self.document), "detail.document", "设计变更须写明批准文号");
        }
        if self.phase == SUPERVISION {
            demand(self.parties.is_empty(), "detail.parties", "施工信息须列出参建单位");
        }
        if self.phase == COMPLETION {
            demand(blank(&self.amount), "detail.amount", "竣工信息须写明决算或投资金额");
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default()
            .with(Facet::Project, self.project.as_str())
            .with(Facet::Phase, self.phase.as_str())
            .with(Facet::Type, self.act.as_str())
            .list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::text("项目", &self.project),
            Fact::text("项目代码", &self.project_code),
            Fact::text("阶段", &self.phase),
            // 其他 says nothing to a reader.
            Fact::text("行为性质", if self.act == OTHER { "" } else { &self.act }),
            Fact::text("文号", &self.document),
            Fact::text("批准或决定机关", &self.authority),
            Fact::text("项目法人", &self.owner),
            Fact::text("建设地点", &self.place),
            Fact::text("金额", &self.amount),
        ]);
        let parties = table("参建单位", PARTIES, &self.parties);
        let after = [
            section("建设规模和主要内容", &self.scale),
            section("变更原因", &self.change_reason),
            section("原设计内容", &self.change_before),
            section("变更后内容", &self.change_after),
            parties,
        ];
        Shape { before: facts.into_iter().collect(), after: after.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: self.phase.clone(), under: self.project.trim().to_owned(), ..Row::default() }
    }
}
