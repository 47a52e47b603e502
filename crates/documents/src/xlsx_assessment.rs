//! 自查自评表 as a workbook: the result, every leaf with its points and evidence, the units, the ways back, the appeals.

use domain::{
    assessment::Sureness,
    desk::assessment::{AssessmentReport, FrozenPart},
    time,
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::xlsx_guides::fitting;

/// A sheet as rows of text, the headings first, with the widths of its columns.
struct Page {
    name: &'static str,
    widths: &'static [f64],
    rows: Vec<Vec<String>>,
}

/// The report as a workbook. The same report gives the same bytes: the day on which it was made stands for the time of
/// writing.
pub fn workbook(report: &AssessmentReport) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(report.made_at.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_title("自查自评表").set_creation_datetime(&made));
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let cell = cell.set_num_format("@");
    let header = cell.clone().set_bold().set_align(FormatAlign::Center);
    let mut pages = vec![result(report), leaves(report), evidence(report), units(report), ways(report)];
    pages.extend(report.frozen.as_ref().map(appeals));
    for page in pages {
        write(workbook.add_worksheet(), &page, &cell, &header)?;
    }
    workbook.save_to_buffer()
}

fn write(sheet: &mut Worksheet, page: &Page, cell: &Format, header: &Format) -> Result<(), XlsxError> {
    sheet.set_name(page.name)?.set_landscape().set_paper_size(9).set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    for (column, width) in (0_u16..).zip(page.widths) {
        sheet.set_column_width(column, *width)?;
    }
    for (row, cells) in (0_u32..).zip(&page.rows) {
        let format = if row == 0 { header } else { cell };
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, fitting(text.clone()), format)?;
        }
    }
    Ok(())
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn result(report: &AssessmentReport) -> Page {
    let score = &report.score;
    let mut rows = vec![
        row(["项目", "内容"]),
        row(["指标", &report.rule_set_name]),
        row(["依据", &report.document]),
        row(["截止日期", &score.on.to_string()]),
        row(["结论", score.grade.label()]),
        row(["得分", &score.points.to_string()]),
        row(["合格线", &format!("{}{}", score.pass.value, mark(score.pass.sureness))]),
        row(["已确定失分", &score.lost().to_string()]),
    ];
    if let Some(forecast) = &report.forecast {
        let words = format!("{}，{}", forecast.points, forecast.grade.label());
        rows.push(row([&format!("不采取措施到 {}", forecast.on), &words]));
    }
    if let Some(frozen) = &report.frozen {
        let signed = frozen.signed.as_ref().map_or_else(
            || "尚未签认".to_owned(),
            |signed| format!("{}（{}）{}", signed.name, frozen.signed_unit, time::minute(signed.at)),
        );
        let prepared = &frozen.prepared;
        let prepared = format!("{}（{}）{}", prepared.name, frozen.prepared_unit, time::minute(prepared.at));
        rows.push(row(["编制", &prepared]));
        rows.push(row(["签认", &signed]));
        rows.push(row(["封存编号", &frozen.id.to_string()]));
        rows.push(row(["SHA-256", &frozen.sha256]));
        rows.push(row(["核验", if frozen.holds { "与日志一致" } else { "与日志不一致" }]));
        if let Some(correction) = &frozen.correction {
            rows.push(row(["申诉后得分", &correction.corrected.to_string()]));
            rows.push(row(["申诉后结论", correction.grade.label()]));
        }
    }
    rows.push(row(["方案版本", &report.versions.plan.to_string()]));
    rows.push(row(["工作日历版本", &report.versions.calendar]));
    rows.push(row(["尚未测量", &report.not_measured.join("；")]));
    rows.push(row(["只有当前数据的项目", &report.present_only.join("；")]));
    rows.push(row(["说明", &report.note]));
    rows.push(row(["导出时间", &time::minute(report.made_at)]));
    Page { name: "结果", widths: &[22.0, 90.0], rows }
}

fn leaves(report: &AssessmentReport) -> Page {
    let mut rows = vec![row([
        "类别",
        "编号",
        "指标",
        "测点",
        "每次分值",
        "实测",
        "计分条件",
        "指标把握",
        "状态",
        "得失分",
        "依据条数",
    ])];
    rows.extend(report.lines.iter().map(|line| {
        vec![
            line.kind.label().to_owned(),
            line.code.to_string(),
            line.under.clone(),
            line.name.clone(),
            line.points.map(|points| points.to_string()).unwrap_or_default(),
            line.value.clone().unwrap_or_default(),
            line.threshold.clone(),
            line.sureness.label().to_owned(),
            line.state.clone(),
            line.counted.map(|points| points.to_string()).unwrap_or_default(),
            line.evidence.len().to_string(),
        ]
    }));
    Page { name: "指标", widths: &[9.0, 20.0, 24.0, 34.0, 10.0, 14.0, 16.0, 10.0, 36.0, 9.0, 9.0], rows }
}

fn evidence(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["编号", "测点", "依据", "网址", "发现时间", "栏目", "单位编码"])];
    for line in &report.lines {
        rows.extend(line.evidence.iter().map(|found| {
            vec![
                line.code.to_string(),
                line.name.clone(),
                found.what.clone(),
                found.address.clone().unwrap_or_default(),
                found.seen_at.map(time::minute).unwrap_or_default(),
                found.answerable.column.as_ref().map(ToString::to_string).unwrap_or_default(),
                found.answerable.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
            ]
        }));
    }
    Page { name: "依据", widths: &[20.0, 34.0, 70.0, 40.0, 17.0, 12.0, 12.0], rows }
}

fn units(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["单位", "失分"])];
    rows.extend(report.by_unit.iter().map(|(unit, points)| row([unit, &points.to_string()])));
    Page { name: "各单位失分", widths: &[40.0, 12.0], rows }
}

fn ways(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["要做的事", "可补回", "约需小时", "每小时"])];
    rows.extend(report.ways.ways.iter().map(|way| {
        row([&way.what, &way.gain.to_string(), &way.hours.to_string(), &format!("{:.2}", way.gain_per_hour)])
    }));
    Page { name: "补救办法", widths: &[80.0, 10.0, 10.0, 10.0], rows }
}

fn appeals(frozen: &FrozenPart) -> Page {
    let mut rows = vec![row([
        "单位",
        "测点",
        "依据",
        "失分",
        "申诉理由",
        "证据",
        "提出",
        "决定",
        "决定理由",
        "决定人",
        "总分变化",
    ])];
    rows.extend(frozen.appeals.iter().map(|appeal| {
        vec![
            appeal.unit_name.clone(),
            appeal.name.clone(),
            appeal.what.clone(),
            appeal.points.map(|points| points.to_string()).unwrap_or_default(),
            appeal.reason.clone(),
            appeal.evidence.clone(),
            format!("{} {}", appeal.filed_by, time::minute(appeal.filed_at)),
            appeal.state.label().to_owned(),
            appeal.decision_reason.clone(),
            appeal.decided_by.clone(),
            appeal.gain.map(|gain| gain.to_string()).unwrap_or_default(),
        ]
    }));
    Page { name: "申诉", widths: &[24.0, 30.0, 50.0, 8.0, 40.0, 30.0, 24.0, 10.0, 40.0, 24.0, 10.0], rows }
}

/// Behind a value that was not compared with the document.
fn mark(sureness: Sureness) -> String {
    if sureness == Sureness::Confirmed { String::new() } else { format!("（{}）", sureness.label()) }
}
