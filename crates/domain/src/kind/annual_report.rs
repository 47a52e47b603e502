//! 信息公开年度报告 in the form of 国办公开办函〔2021〕30号: six parts, of which two to four are tables (plan row C09). Due on
//! 31 January for departments and 31 March for the county government (条例 art. 49).

use super::{
    Facet, Field, Nature, Row, Rows, Shape,
    facet::Facets,
    shape::{section, table},
};
use crate::{checks::Finding, fields};

const REGULATIONS: &[Field] = &[
    Field::line("信息内容").named("item").required(),
    Field::line("本年制发件数").named("made"),
    Field::line("本年废止件数").named("repealed"),
    Field::line("现行有效件数").named("in_force"),
];

const ACTS: &[Field] =
    &[Field::line("信息内容").named("item").required(), Field::line("本年数量或金额").named("amount")];

const APPLICATIONS: &[Field] = &[
    Field::line("处理情况").named("item").required(),
    Field::line("自然人").named("people"),
    Field::line("商业企业").named("firms"),
    Field::line("科研机构").named("research"),
    Field::line("社会公益组织").named("charities"),
    Field::line("法律服务机构").named("law"),
    Field::line("其他").named("others"),
    Field::line("总计").named("total"),
];

const DISPUTES: &[Field] = &[
    Field::line("类别").named("item").required(),
    Field::line("结果维持").named("upheld"),
    Field::line("结果纠正").named("corrected"),
    Field::line("其他结果").named("other"),
    Field::line("尚未审结").named("pending"),
    Field::line("总计").named("total"),
];

fields! {
    AnnualReport {
        unit: String = Field::line("公开单位").required(),
        year: String = Field::line("年度").hint("四位数字").required(),
        overall: String = Field::text("一、总体情况").required(),
        regulations: Rows = Field::rows("二、主动公开：规章和规范性文件", REGULATIONS).required(),
        acts: Rows = Field::rows("二、主动公开：许可、处罚、强制和收费", ACTS).required(),
        applications: Rows = Field::rows("三、收到和处理政府信息公开申请情况", APPLICATIONS).required(),
        disputes: Rows = Field::rows("四、行政复议、行政诉讼情况", DISPUTES).required(),
        problems: String = Field::text("五、存在的主要问题及改进情况").required(),
        others: String = Field::text("六、其他需要报告的事项").required(),
    }
}

/// Lines of table 三 from 新收 to 结转; the sums stand at [`NEW`], [`CARRIED`], [`DONE`] and [`LEFT`].
const APPLICATION_LINES: [&str; 25] = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、（一）予以公开",
    "三、（二）部分公开",
    "三、（三）不予公开：1.属于国家秘密",
    "三、（三）不予公开：2.其他法律行政法规禁止公开",
    "三、（三）不予公开：3.危及“三安全一稳定”",
    "三、（三）不予公开：4.保护第三方合法权益",
    "三、（三）不予公开：5.属于三类内部事务信息",
    "三、（三）不予公开：6.属于四类过程性信息",
    "三、（三）不予公开：7.属于行政执法案卷",
    "三、（三）不予公开：8.属于行政查询事项",
    "三、（四）无法提供：1.本机关不掌握相关政府信息",
    "三、（四）无法提供：2.没有现成信息需要另行制作",
    "三、（四）无法提供：3.补正后申请内容仍不明确",
    "三、（五）不予处理：1.信访举报投诉类申请",
    "三、（五）不予处理：2.重复申请",
    "三、（五）不予处理：3.要求提供公开出版物",
    "三、（五）不予处理：4.无正当理由大量反复申请",
    "三、（五）不予处理：5.要求确认或重新出具已获取信息",
    "三、（六）其他处理：1.逾期不补正",
    "三、（六）其他处理：2.逾期不缴费",
    "三、（六）其他处理：3.其他",
    "三、（七）总计",
    "四、结转下年度继续办理",
];
const NEW: usize = 0;
const CARRIED: usize = 1;
const DONE: usize = 23;
const LEFT: usize = 24;

impl AnnualReport {
    /// With the lines of its tables, whose figures are zero until somebody knows better.
    pub fn blank() -> Self {
        let lines = |names: &[&str], figures: usize| -> Rows {
            names
                .iter()
                .map(|name| std::iter::once((*name).to_owned()).chain(vec!["0".to_owned(); figures]).collect())
                .collect()
        };
        Self {
            regulations: lines(&["规章", "行政规范性文件"], 3),
            acts: lines(&["行政许可（件）", "行政处罚（件）", "行政强制（件）", "行政事业性收费（万元）"], 1),
            applications: lines(&APPLICATION_LINES, 7),
            disputes: lines(&["行政复议", "行政诉讼：未经复议直接起诉", "行政诉讼：复议后起诉"], 5),
            ..Self::default()
        }
    }

    fn figure(&self, line: usize, column: usize) -> i64 {
        let cell = self.applications.get(line).and_then(|row| row.get(column));
        cell.and_then(|text| text.trim().parse().ok()).unwrap_or_default()
    }
}

impl Nature for AnnualReport {
    /// The sums of table 三, which everybody checks first: 一 + 二 = 三（七） + 四 in every column, 三（七） is the sum of
    /// its lines, and 总计 that of the columns.
    fn check(&self, _today: chrono::NaiveDate, findings: &mut Vec<Finding>) {
        let is_year = self.year.trim().len() == 4 && self.year.trim().bytes().all(|byte| byte.is_ascii_digit());
        super::block_if(findings, !self.year.trim().is_empty() && !is_year, "detail.year", "年度须是四位数字");
        if self.applications.len() != APPLICATION_LINES.len() {
            return;
        }
        let name = "detail.applications";
        for (column, field) in APPLICATIONS.iter().enumerate().skip(1) {
            let sum = (CARRIED + 1..DONE).map(|line| self.figure(line, column)).sum::<i64>();
            let done = self.figure(DONE, column);
            if sum != done {
                let message = format!("表三“{}”列：（一）至（六）合计 {sum}，与（七）总计 {done} 不符", field.label);
                findings.push(Finding::block(name, message));
            }
            let (come, gone) =
                (self.figure(NEW, column) + self.figure(CARRIED, column), done + self.figure(LEFT, column));
            if come != gone {
                let message = format!("表三“{}”列：新收加结转 {come}，与办结加结转下年 {gone} 不符", field.label);
                findings.push(Finding::block(name, message));
            }
        }
        for (line, row) in self.applications.iter().enumerate() {
            let (sum, total) = ((1..7).map(|column| self.figure(line, column)).sum::<i64>(), self.figure(line, 7));
            if sum != total {
                let label = row.first().map(String::as_str).unwrap_or_default();
                findings.push(Finding::block(name, format!("表三“{label}”：各列合计 {sum}，与总计 {total} 不符")));
            }
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Year, self.year.as_str()).with(Facet::Unit, self.unit.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let before = [
            section("一、总体情况", &self.overall),
            table("二、主动公开政府信息情况：规章和规范性文件", REGULATIONS, &self.regulations),
            table("二、主动公开政府信息情况：许可、处罚、强制和收费", ACTS, &self.acts),
            table("三、收到和处理政府信息公开申请情况", APPLICATIONS, &self.applications),
            table("四、政府信息公开行政复议、行政诉讼情况", DISPUTES, &self.disputes),
            section("五、存在的主要问题及改进情况", &self.problems),
            section("六、其他需要报告的事项", &self.others),
        ];
        Shape { before: before.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { under: self.unit.trim().to_owned(), ..Row::default() }
    }
}
