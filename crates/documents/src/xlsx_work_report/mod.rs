//! 工作年度报表 as a workbook: the form in its own shape, how its figures were counted, and the county's own tables.

mod form;

use chrono::Datelike;
use domain::{
    time,
    work_report::{ColumnLine, Entry, UnitLine, WorkReport},
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Excel's number of A4.
const A4: u8 = 9;
const TITLE_ROW: u32 = 0;
const NOTE_ROW: u32 = 1;
const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// The workbook could not be written; a report within Excel's limits never gets here.
#[derive(Debug, thiserror::Error)]
#[error("工作报表生成失败：{0}")]
pub struct WorkReportError(#[from] XlsxError);

/// A cell: figures can be added up, everything else is text.
enum Cell<'a> {
    Text(&'a str),
    Own(String),
    Figure(i64),
}

/// The report of the site called `site`: the form on a sheet of its own, ready to be filled in and signed; then 填报说明 and
/// the county's own tables, each with its name, period and limits at its head.
pub fn work_report_workbook(site: &str, report: &WorkReport) -> Result<Vec<u8>, WorkReportError> {
    let mut workbook = Workbook::new();
    let (title, note, styles) = (report.title(), note(site, report), Styles::new());
    workbook.set_properties(&properties(site, &title, report)?);
    form::write(workbook.add_worksheet(), report, &styles)?;
    let mut sheet = |name, columns: &[(&str, f64)], rows: Vec<Vec<Cell<'_>>>| {
        table(workbook.add_worksheet(), name, &title, &note, columns, rows, &styles)
    };
    sheet("填报说明", &[("项目", 20.0), ("统计口径", 100.0)], bases(report))?;
    sheet("附表", &[("附表", 20.0), ("指标", 40.0), ("数值", 18.0)], appendix(report))?;
    sheet("按栏目统计", &COLUMNS, columns(&report.columns))?;
    sheet("按单位统计", &UNITS, units(&report.units))?;
    let actions = report.actions.iter().map(|(label, count)| vec![Cell::Text(label), Cell::Figure(*count)]);
    sheet("按日志统计", &[("操作", 34.0), ("次数", 14.0)], actions.collect())?;
    Ok(workbook.save_to_buffer()?)
}

fn properties(site: &str, title: &str, report: &WorkReport) -> Result<DocProperties, XlsxError> {
    // The same report gives the same bytes.
    let on = time::china_date(report.at);
    let (year, month, day) = (u16::try_from(on.year()), u8::try_from(on.month()), u8::try_from(on.day()));
    let written = ExcelDateTime::from_ymd(year.unwrap_or(1900), month.unwrap_or(1), day.unwrap_or(1))?;
    Ok(DocProperties::new().set_title(title).set_subject(site).set_creation_datetime(&written))
}

fn note(site: &str, report: &WorkReport) -> String {
    let mut words = vec![site.to_owned(), format!("生成时间 {}", time::minute(report.at))];
    words.extend(report.gaps.iter().cloned());
    words.join("；")
}

struct Styles {
    title: Format,
    note: Format,
    header: Format,
    text: Format,
    figure: Format,
    by_hand: Format,
}

impl Styles {
    fn new() -> Self {
        // Typefaces of GB/T 9704-2012; a computer without them takes its own 宋体.
        let plain = Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        Self {
            title: plain.clone().set_font_name("方正小标宋简体").set_font_size(18).set_align(FormatAlign::Center),
            note: plain.set_text_wrap(),
            header: cell.clone().set_font_name("黑体").set_align(FormatAlign::Center),
            figure: cell.clone().set_align(FormatAlign::Right),
            by_hand: cell.clone().set_italic().set_background_color("#FFF7E0"),
            text: cell,
        }
    }
}

/// Title, note and names of the columns, which are repeated on every printed page.
fn head(
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    note: &str,
    columns: &[(&str, f64)],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(TITLE_ROW, HEADER_ROW)?.set_freeze_panes(FIRST_ROW, 0)?;
    for ((_, width), column) in columns.iter().zip(0..) {
        sheet.set_column_width(column, *width)?;
    }
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, title, &styles.title)?.set_row_height(TITLE_ROW, 30)?;
    sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, last, note, &styles.note)?.set_row_height(NOTE_ROW, 30)?;
    for ((heading, _), column) in columns.iter().zip(0..) {
        sheet.write_string_with_format(HEADER_ROW, column, *heading, &styles.header)?;
    }
    Ok(())
}

fn bases(report: &WorkReport) -> Vec<Vec<Cell<'_>>> {
    report.bases().map(|(part, basis)| vec![Cell::Text(part), Cell::Text(basis)]).collect()
}

fn appendix(report: &WorkReport) -> Vec<Vec<Cell<'_>>> {
    let rows = report.appendix.iter().flat_map(|part| part.rows().map(move |row| (part.title, row)));
    let figure = |entry: &Entry| match entry {
        Entry::Count(count) => Cell::Figure(*count),
        other => Cell::Own(other.text()),
    };
    rows.map(|(part, row)| vec![Cell::Text(part), Cell::Text(row.label), figure(&row.entry)]).collect()
}

const COLUMNS: [(&str, f64); 8] = [
    ("栏目", 50.0),
    ("发布（条）", 11.0),
    ("按期（条）", 11.0),
    ("超期（条）", 11.0),
    ("按期率", 10.0),
    ("逾期（天）", 11.0),
    ("空白（天）", 11.0),
    ("有记录（天）", 12.0),
];

fn columns(lines: &[ColumnLine]) -> Vec<Vec<Cell<'static>>> {
    let row = |line: ColumnLine| {
        vec![
            Cell::Figure(line.published),
            Cell::Figure(line.in_time),
            Cell::Figure(line.late),
            Cell::Own(line.share_in_time()),
            Cell::Figure(line.overdue_days),
            Cell::Figure(line.blank_days),
            Cell::Figure(line.known_days),
        ]
    };
    let named = |line: ColumnLine| std::iter::once(Cell::Own(line.name.clone())).chain(row(line)).collect();
    lines.iter().cloned().chain([ColumnLine::total(lines)]).map(named).collect()
}

const UNITS: [(&str, f64); 9] = [
    ("单位", 30.0),
    ("发布（条）", 11.0),
    ("按期（条）", 11.0),
    ("超期（条）", 11.0),
    ("超期在牵头单位（条）", 20.0),
    ("按期率", 10.0),
    ("收到读者反馈（件）", 18.0),
    ("答复读者反馈（件）", 18.0),
    ("月度巡查签字（份）", 18.0),
];

fn units(lines: &[UnitLine]) -> Vec<Vec<Cell<'static>>> {
    let row = |line: UnitLine| {
        vec![
            Cell::Figure(line.published),
            Cell::Figure(line.in_time),
            Cell::Figure(line.late),
            Cell::Figure(line.late_at_lead),
            Cell::Own(line.share_in_time()),
            Cell::Figure(line.received),
            Cell::Figure(line.answered),
            Cell::Figure(line.rounds),
        ]
    };
    let named = |line: UnitLine| std::iter::once(Cell::Own(line.name.clone())).chain(row(line)).collect();
    lines.iter().cloned().chain([UnitLine::total(lines)]).map(named).collect()
}

fn table(
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    note: &str,
    columns: &[(&str, f64)],
    rows: Vec<Vec<Cell<'_>>>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    head(sheet, name, title, note, columns, styles)?;
    for (row, at) in rows.into_iter().zip(FIRST_ROW..) {
        for (cell, column) in row.into_iter().zip(0..) {
            match cell {
                Cell::Text(text) => {
                    sheet.write_string_with_format(at, column, text, &styles.text)?;
                }
                Cell::Own(text) => {
                    sheet.write_string_with_format(at, column, text, &styles.text)?;
                }
                Cell::Figure(figure) => write_figure(sheet, at, column, figure, styles)?,
            }
        }
    }
    Ok(())
}

fn write_figure(sheet: &mut Worksheet, row: u32, column: u16, figure: i64, styles: &Styles) -> Result<(), XlsxError> {
    // Figures of a county are far below the 53 bits of a spreadsheet.
    #[expect(clippy::cast_precision_loss)]
    let figure = figure as f64;
    sheet.write_number_with_format(row, column, figure, &styles.figure)?;
    Ok(())
}
