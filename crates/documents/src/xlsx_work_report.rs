//! 工作年度报表 as a workbook: the form, the tables by column and by unit, and what the log has counted.

use chrono::Datelike;
use domain::{
    time,
    work_report::{ColumnLine, Entry, Part, UnitLine, WorkReport},
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
    Figure(i64),
}

/// The report of the site called `site`; four sheets, each with its name, period and limits at its head.
pub fn work_report_workbook(site: &str, report: &WorkReport) -> Result<Vec<u8>, WorkReportError> {
    let mut workbook = Workbook::new();
    let title = format!("{}（{}）", report.period.title(), report.period.label());
    workbook.set_properties(&properties(site, &title, report)?);
    let note = note(site, report);
    let styles = Styles::new();
    form(workbook.add_worksheet(), &title, &note, &report.parts, &styles)?;
    columns(workbook.add_worksheet(), &title, &note, &report.columns, &styles)?;
    units(workbook.add_worksheet(), &title, &note, &report.units, &styles)?;
    let actions = report.actions.iter().map(|(label, count)| vec![Cell::Text(label), Cell::Figure(*count)]);
    let head = [("操作", 34.0), ("次数", 14.0)];
    table(workbook.add_worksheet(), "按日志统计", &title, &note, &head, actions, &styles)?;
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

fn form(sheet: &mut Worksheet, title: &str, note: &str, parts: &[Part], styles: &Styles) -> Result<(), XlsxError> {
    let columns = [("部分", 16.0), ("指标", 42.0), ("数值", 34.0), ("统计口径", 46.0)];
    head(sheet, "工作报表", title, note, &columns, styles)?;
    let mut at = FIRST_ROW;
    for part in parts {
        for row in &part.rows {
            sheet.write_string_with_format(at, 0, part.title, &styles.text)?;
            sheet.write_string_with_format(at, 1, row.label, &styles.text)?;
            match &row.entry {
                Entry::Count(count) => write_figure(sheet, at, 2, *count, styles)?,
                Entry::Text(text) => {
                    sheet.write_string_with_format(at, 2, text, &styles.text)?;
                }
                Entry::ByHand => {
                    sheet.write_string_with_format(at, 2, row.entry.text(), &styles.by_hand)?;
                }
            }
            sheet.write_string_with_format(at, 3, part.basis, &styles.text)?;
            at += 1;
        }
    }
    Ok(())
}

fn columns(
    sheet: &mut Worksheet,
    title: &str,
    note: &str,
    lines: &[ColumnLine],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let head = [
        ("栏目", 50.0),
        ("发布（条）", 11.0),
        ("按期（条）", 11.0),
        ("超期（条）", 11.0),
        ("逾期（天）", 11.0),
        ("空白（天）", 11.0),
        ("有记录（天）", 12.0),
    ];
    let rows = lines.iter().map(|line| {
        let figures = [line.published, line.in_time, line.late, line.overdue_days, line.blank_days, line.known_days];
        std::iter::once(Cell::Text(&line.name)).chain(figures.map(Cell::Figure)).collect()
    });
    table(sheet, "按栏目统计", title, note, &head, rows, styles)
}

fn units(sheet: &mut Worksheet, title: &str, note: &str, lines: &[UnitLine], styles: &Styles) -> Result<(), XlsxError> {
    let head = [
        ("单位", 30.0),
        ("发布（条）", 11.0),
        ("按期（条）", 11.0),
        ("超期（条）", 11.0),
        ("收到留言（条）", 14.0),
        ("办结留言（条）", 14.0),
        ("月度巡查签字（份）", 17.0),
    ];
    let rows = lines.iter().map(|line| {
        let figures = [line.published, line.in_time, line.late, line.received, line.answered, line.rounds];
        std::iter::once(Cell::Text(&line.name)).chain(figures.map(Cell::Figure)).collect()
    });
    table(sheet, "按单位统计", title, note, &head, rows, styles)
}

fn table<'a>(
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    note: &str,
    columns: &[(&str, f64)],
    rows: impl Iterator<Item = Vec<Cell<'a>>>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    head(sheet, name, title, note, columns, styles)?;
    for (row, at) in rows.zip(FIRST_ROW..) {
        for (cell, column) in row.into_iter().zip(0..) {
            match cell {
                Cell::Text(text) => {
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
