//! 自查自评表 as a workbook: the result, every leaf with its points and evidence, the units, the ways back, the appeals.

use domain::{
    assessment::{Answerable, Decimal, Evidence, LeafKind, LeafLine, Period, Span, Sureness},
    desk::assessment::{AssessmentReport, FrozenPart},
    time,
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::xlsx_guides::fitting;

/// A sheet as rows, the headings first, with the widths of its columns.
struct Page {
    name: &'static str,
    widths: &'static [f64],
    rows: Vec<Vec<Field>>,
}

/// What stands in a cell.
#[derive(Clone)]
enum Field {
    Text(String),
    /// To be summed up by whoever reads it.
    Figure(f64),
}

/// The report as a workbook. The same report gives the same bytes: the day on which it was made stands for the time of
/// writing.
pub fn workbook(report: &AssessmentReport) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(report.made_at.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_title("自查自评表").set_creation_datetime(&made));
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let text = cell.clone().set_num_format("@");
    let looks = Looks { header: text.clone().set_bold().set_align(FormatAlign::Center), text, figure: cell };
    let mut pages = vec![result(report), leaves(report), evidence(report), units(report), ways(report)];
    pages.extend(report.frozen.as_ref().map(appeals));
    for page in pages {
        write(workbook.add_worksheet(), &page, &looks)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    header: Format,
    text: Format,
    figure: Format,
}

fn write(sheet: &mut Worksheet, page: &Page, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(page.name)?.set_landscape().set_paper_size(9).set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    for (column, width) in (0_u16..).zip(page.widths) {
        sheet.set_column_width(column, *width)?;
    }
    for (row, cells) in (0_u32..).zip(&page.rows) {
        let look = if row == 0 { &looks.header } else { &looks.text };
        for (column, field) in (0_u16..).zip(cells) {
            match field {
                Field::Text(text) => sheet.write_string_with_format(row, column, fitting(text.clone()), look)?,
                Field::Figure(figure) => sheet.write_number_with_format(row, column, *figure, &looks.figure)?,
            };
        }
    }
    Ok(())
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<Field> {
    cells.map(text).to_vec()
}

fn text(text: impl Into<String>) -> Field {
    Field::Text(text.into())
}

fn points(points: Decimal) -> Field {
    let written = points.to_string();
    written.parse().map_or(Field::Text(written), Field::Figure)
}

/// Nothing where there are none.
fn points_or_none(of: Option<Decimal>) -> Field {
    of.map_or_else(|| text(""), points)
}

/// A figure, or from where to where it may be.
fn span(span: Span) -> Field {
    if span.is_exact() { points(span.at_least) } else { text(span.to_string()) }
}

fn count(count: usize) -> Field {
    Field::Figure(u32::try_from(count).unwrap_or(u32::MAX).into())
}

fn result(report: &AssessmentReport) -> Page {
    let score = &report.score;
    let mut rows = vec![
        row(["项目", "内容"]),
        row(["指标", &report.rule_set_name]),
        row(["依据", &report.document]),
        row(["截止日期", &score.on.to_string()]),
        row(["结论", score.grade.label()]),
        vec![text("得分"), span(score.points)],
        row(["合格线", &format!("{}{}", score.pass.value, mark(score.pass.sureness))]),
        vec![text("已确定失分"), points(score.lost())],
    ];
    if let Some(bonus) = &score.bonus {
        rows.push(row(["加分", &bonus.to_string()]));
    }
    if let Some(forecast) = &report.forecast {
        let words = format!("{}，{}", forecast.points, forecast.grade.label());
        rows.push(row([&format!("不采取措施到 {}", forecast.on), &words]));
        rows.extend(forecast.caveat().map(|caveat| row(["预测说明", &caveat])));
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
        rows.push(row(["核验", frozen.soundness.label()]));
        if let Some(correction) = &frozen.correction {
            rows.push(vec![text("申诉后得分"), span(correction.corrected)]);
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
            text(line.kind.label()),
            text(line.code.as_str()),
            text(&line.under),
            text(&line.name),
            points_or_none(line.points),
            text(line.value.clone().unwrap_or_default()),
            text(&line.threshold),
            text(line.sureness.label()),
            text(&line.state),
            points_or_none(line.counted),
            count(line.evidence.len()),
        ]
    }));
    Page { name: "指标", widths: &[9.0, 20.0, 24.0, 34.0, 10.0, 14.0, 16.0, 10.0, 36.0, 9.0, 9.0], rows }
}

/// What stands under each leaf, a row for each unit that answers for it; of what costs points, the rows are the loss.
fn evidence(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["编号", "测点", "时段", "依据", "网址", "发现时间", "栏目", "单位编码", "失分"])];
    let charges = report.score.charges();
    for line in &report.lines {
        if line.kind == LeafKind::Test {
            let of_line = charges.iter().filter(|(_, test, _)| test.code == line.code).map(|(.., charge)| charge);
            rows.extend(of_line.map(|charge| {
                let (found, whose) = (charge.evidence.as_ref(), &charge.answerable);
                grounds(line, charge.period, found, whose, Some(charge.counted))
            }));
        } else {
            rows.extend(line.evidence.iter().flat_map(|found| {
                let shares = found.shares().into_iter();
                shares.map(|(whose, _)| grounds(line, Period::Now, Some(found), &whose, None))
            }));
        }
    }
    Page { name: "依据", widths: &[20.0, 34.0, 10.0, 70.0, 40.0, 17.0, 12.0, 12.0, 9.0], rows }
}

fn grounds(
    line: &LeafLine,
    period: Period,
    found: Option<&Evidence>,
    whose: &Answerable,
    lost: Option<Decimal>,
) -> Vec<Field> {
    vec![
        text(line.code.as_str()),
        text(&line.name),
        text(period.label()),
        text(found.map_or_else(|| line.state.clone(), |found| found.what.clone())),
        text(found.and_then(|found| found.address.clone()).unwrap_or_default()),
        text(found.and_then(|found| found.seen_at).map(time::minute).unwrap_or_default()),
        text(whose.column.as_ref().map(ToString::to_string).unwrap_or_default()),
        text(whose.unit.as_ref().map(ToString::to_string).unwrap_or_default()),
        points_or_none(lost),
    ]
}

fn units(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["单位", "失分"])];
    rows.extend(report.by_unit.iter().map(|(unit, lost)| vec![text(unit), points(*lost)]));
    Page { name: "各单位失分", widths: &[40.0, 12.0], rows }
}

fn ways(report: &AssessmentReport) -> Page {
    let mut rows = vec![row(["要做的事", "可补回", "约需小时", "每小时"])];
    rows.extend(
        report
            .ways
            .ways
            .iter()
            .map(|way| vec![text(&way.what), points(way.gain), points(way.hours), points(way.gain_per_hour)]),
    );
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
            text(&appeal.unit_name),
            text(&appeal.name),
            text(&appeal.what),
            points_or_none(appeal.points),
            text(&appeal.reason),
            text(&appeal.evidence),
            text(format!("{} {}", appeal.filed_by, time::minute(appeal.filed_at))),
            text(appeal.state.label()),
            text(&appeal.decision_reason),
            text(&appeal.decided_by),
            appeal.gain.map_or_else(|| text(""), span),
        ]
    }));
    Page { name: "申诉", widths: &[24.0, 30.0, 50.0, 8.0, 40.0, 30.0, 24.0, 10.0, 40.0, 24.0, 10.0], rows }
}

/// Behind a value that was not compared with the document.
fn mark(sureness: Sureness) -> String {
    if sureness == Sureness::Confirmed { String::new() } else { format!("（{}）", sureness.label()) }
}
