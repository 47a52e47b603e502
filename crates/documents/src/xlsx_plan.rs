//! The plan as a spreadsheet in the layout of the county's own table, to print on A3, sign and send around.

use domain::plan::{Column, ColumnCode, InForce, Party, Plan, PlanRow};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The columns of the table and their widths in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("频道", 9.0),
    ("一级栏目", 11.0),
    ("二级栏目", 13.0),
    ("三级栏目", 16.0),
    ("具体内容", 60.0),
    ("保障方式", 11.0),
    ("更新时效", 17.0),
    ("牵头单位", 24.0),
    ("保障单位（发布单位）", 26.0),
    ("备注", 22.0),
];
const LAST_COLUMN: u16 = 9;

/// How many of the columns name the path: channel and three levels.
const PATH: usize = 4;

/// As printed above the county's table.
const NOTE: &str =
    "栏目名称（打★为自治区政府办公厅绩效考核要求）。门户网站终审签单位：牵头单位；门户网站巡查单位：发布单位。";

/// Rows 1 to 4: title, document number, note, names of the columns. The last two are repeated on every page.
const NOTE_ROW: u32 = 2;
const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;

/// Excel's number of A3.
const A3: u8 = 8;

/// The workbook could not be written; a plan within Excel's limits never gets here.
#[derive(Debug, thiserror::Error)]
#[error("方案表格生成失败：{0}")]
pub struct PlanWorkbookError(#[from] XlsxError);

/// The plan in the layout of the original table: a row per column that the table has a row for, cells of channels
/// and groups merged over their columns, ★ before what the assessment counts. Columns that are history by its day are left
/// out.
pub fn plan_workbook(in_force: &InForce) -> Result<Vec<u8>, PlanWorkbookError> {
    let plan = &in_force.plan;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(plan)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name("内容保障方案")?;
    let styles = Styles::new();
    page(sheet)?;
    head(sheet, plan, &styles)?;
    let rows = rows(in_force);
    path_cells(sheet, &rows, &styles)?;
    for (row, line) in (FIRST_ROW..).zip(&rows) {
        duty_cells(sheet, row, plan, line.row, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A row of the table: from the channel down to the column, and what the plan says of it.
struct Line<'a> {
    path: Vec<&'a Column>,
    row: &'a PlanRow,
}

fn rows(plan: &InForce) -> Vec<Line<'_>> {
    let mut rows = Vec::new();
    for channel in plan.plan.channels() {
        descend(plan, channel, &mut Vec::new(), &mut rows);
    }
    rows
}

fn descend<'a>(plan: &'a InForce, column: &'a Column, path: &mut Vec<&'a Column>, rows: &mut Vec<Line<'a>>) {
    let is_cycle = path.iter().any(|above| above.code == column.code);
    if is_cycle || column.is_history_on(plan.on) {
        return;
    }
    path.push(column);
    if let Some(row) = &column.row {
        rows.push(Line { path: path.clone(), row });
    }
    for child in plan.plan.children(&column.code) {
        descend(plan, child, path, rows);
    }
    path.pop();
}

/// ★, name and the second name in brackets.
fn title(column: &Column) -> String {
    let star = if column.assessed { "★" } else { "" };
    match &column.alias {
        Some(alias) => format!("{star}{}（{alias}）", column.name),
        None => format!("{star}{}", column.name),
    }
}

struct Styles {
    title: Format,
    number: Format,
    note: Format,
    header: Format,
    name: Format,
    text: Format,
    short: Format,
}

impl Styles {
    fn new() -> Self {
        // Typefaces of GB/T 9704-2012; a computer without them takes its own 宋体.
        let plain = Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let centred = |format: &Format| format.clone().set_align(FormatAlign::Center);
        Self {
            title: centred(&plain).set_font_name("方正小标宋简体").set_font_size(20),
            number: centred(&plain).set_font_name("楷体").set_font_size(14),
            note: cell.clone(),
            header: centred(&cell).set_font_name("黑体"),
            name: centred(&cell),
            short: centred(&cell),
            text: cell,
        }
    }
}

fn properties(plan: &Plan) -> Result<DocProperties, XlsxError> {
    use chrono::Datelike;
    // The same plan gives the same bytes: its own date stands for the time of writing.
    let on = plan.effective_on;
    let year = u16::try_from(on.year()).unwrap_or(1900);
    let month = u8::try_from(on.month()).expect("a month is at most 12");
    let day = u8::try_from(on.day()).expect("a day is at most 31");
    let written = ExcelDateTime::from_ymd(year, month, day)?;
    Ok(DocProperties::new().set_title(&plan.title).set_subject(&plan.document_number).set_creation_datetime(&written))
}

fn page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(NOTE_ROW, HEADER_ROW)?.set_freeze_panes(FIRST_ROW, 0)?;
    for (column, (_, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, plan: &Plan, styles: &Styles) -> Result<(), XlsxError> {
    let title = plan.title.trim_matches(['《', '》']);
    let number = plan.document_number.trim_matches(['（', '）', '(', ')']);
    sheet.merge_range(0, 0, 0, LAST_COLUMN, title, &styles.title)?.set_row_height(0, 32)?;
    let number = if number.is_empty() { String::new() } else { format!("（{number}）") };
    sheet.merge_range(1, 0, 1, LAST_COLUMN, &number, &styles.number)?.set_row_height(1, 22)?;
    sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, LAST_COLUMN, NOTE, &styles.note)?.set_row_height(NOTE_ROW, 20)?;
    sheet.set_row_height(HEADER_ROW, 30)?;
    for (column, (name, _)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(HEADER_ROW, column, name, &styles.header)?;
    }
    Ok(())
}

/// Channel and levels. Groups are merged downwards over their columns, a column to the right up to the third level.
fn path_cells(sheet: &mut Worksheet, rows: &[Line<'_>], styles: &Styles) -> Result<(), XlsxError> {
    for level in 0..PATH {
        let column = u16::try_from(level).expect("four levels");
        let mut row = FIRST_ROW;
        for run in
            rows.chunk_by(|above, below| group_at(above, level).is_some_and(|g| group_at(below, level) == Some(g)))
        {
            let last = row + u32::try_from(run.len()).expect("a plan is shorter than a sheet") - 1;
            let Some(line) = run.first() else { continue };
            if let Some((_, text)) = group_at(line, level) {
                merged(sheet, (row, column), (last, column), &text, &styles.name)?;
            } else if line.path.len() == level + 1 || (level + 1 == PATH && line.path.len() > PATH) {
                let deepest = u16::try_from(PATH - 1).expect("four levels");
                merged(sheet, (row, column), (row, deepest), &own_title(line, level), &styles.name)?;
            }
            row = last + 1;
        }
    }
    Ok(())
}

/// The group above the line's own column at this level: what makes rows share a cell.
fn group_at<'a>(line: &Line<'a>, level: usize) -> Option<(&'a ColumnCode, String)> {
    let own_level = (line.path.len() - 1).min(PATH - 1);
    (level < own_level).then(|| (&line.path[level].code, title(line.path[level])))
}

/// The column itself; a level deeper than the table has shares the last cell with those above it.
fn own_title(line: &Line<'_>, level: usize) -> String {
    line.path[level..].iter().map(|column| title(column)).collect::<Vec<_>>().join("—")
}

fn merged(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if first == last {
        sheet.write_string_with_format(first.0, first.1, text, format)?;
    } else {
        sheet.merge_range(first.0, first.1, last.0, last.1, text, format)?;
    }
    Ok(())
}

fn duty_cells(sheet: &mut Worksheet, at: u32, plan: &Plan, row: &PlanRow, styles: &Styles) -> Result<(), XlsxError> {
    let names = |parties: &[Party]| parties.iter().map(|p| plan.party_name(p)).collect::<Vec<_>>().join("、");
    let modes = row.modes.iter().map(|mode| mode.label()).collect::<Vec<_>>().join("、");
    let cells = [
        (row.requirement.clone(), &styles.text),
        (modes, &styles.short),
        (row.cadence.label(), &styles.short),
        (names(&row.leads), &styles.text),
        (names(&row.responsible), &styles.text),
        (row.remark.clone(), &styles.text),
    ];
    let first = u16::try_from(PATH).expect("four levels");
    for (column, (text, format)) in (first..).zip(cells) {
        sheet.write_string_with_format(at, column, text, format)?;
    }
    Ok(())
}
