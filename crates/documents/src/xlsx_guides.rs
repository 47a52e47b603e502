//! Guides to services as a workbook that offices fill in: one row a guide, one column a field under the label of the
//! form, and a second sheet that explains every column. What is written here is read back as the same guides.

mod reading;

use chrono::{Datelike, NaiveDate};
use domain::kind::{CELL_MAX, Field, Fields, Input, Service};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

pub use reading::{Guide, guide, read};

/// Heading of the item's own name.
pub const TITLE: &str = "事项名称";

const SHEET: &str = "办事指南";
const HELP_SHEET: &str = "填表说明";

/// Ends a cell that could not hold the whole text; whatever ends so is not taken back for the text.
const CUT: &str = "（过长，见网页）";

/// So many rows of an empty form offer the answers of a choice.
const OFFERED: u32 = 5_000;

/// The headings, in the order of the form.
pub fn headings() -> impl Iterator<Item = &'static str> {
    std::iter::once(TITLE).chain(Service::FIELDS.iter().map(|field| field.label))
}

/// The cells of one guide, as [`guide`] reads them.
pub fn cells(title: &str, service: &Service) -> Vec<String> {
    let fields = Service::FIELDS.iter().enumerate().map(|(at, field)| field.to_cell(&service.value(at)));
    std::iter::once(title.to_owned()).chain(fields).map(|text| crate::spreadsheet::paragraphs(&text)).collect()
}

/// The guides as a workbook; without any, the empty form. The same guides give the same bytes: the day on which it was
/// made stands for the time of writing.
pub fn workbook<'a>(
    made_on: NaiveDate,
    guides: impl Iterator<Item = (&'a str, &'a Service)>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let month = u8::try_from(made_on.month()).expect("a month is at most 12");
    let day = u8::try_from(made_on.day()).expect("a day is at most 31");
    let made = ExcelDateTime::from_ymd(u16::try_from(made_on.year()).unwrap_or(1900), month, day)?;
    workbook.set_properties(&DocProperties::new().set_title(SHEET).set_creation_datetime(&made));
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    // As text: of a code of twenty digits a number keeps fifteen.
    let cell = cell.set_num_format("@");
    let header = cell.clone().set_bold().set_align(FormatAlign::Center);
    let form = workbook.add_worksheet();
    form.set_name(SHEET)?.set_freeze_panes(1, 1)?;
    prepare(form, &cell, &header)?;
    for (row, (title, service)) in (1_u32..).zip(guides) {
        for (column, text) in (0_u16..).zip(cells(title, service)).filter(|(_, text)| !text.is_empty()) {
            form.write_string_with_format(row, column, fitting(text), &cell)?;
        }
    }
    explain(workbook.add_worksheet(), &cell, &header)?;
    workbook.save_to_buffer()
}

/// The text as a cell can hold it. One very long text must not keep the others from going out.
pub(crate) fn fitting(text: String) -> String {
    // Spreadsheets count in UTF-16.
    let length = |text: &str| text.encode_utf16().count();
    if length(&text) <= CELL_MAX {
        return text;
    }
    let mut room = CELL_MAX - length(CUT);
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or_default();
        left.is_some()
    };
    text.chars().take_while(fits).chain(CUT.chars()).collect()
}

fn prepare(form: &mut Worksheet, cell: &Format, header: &Format) -> Result<(), XlsxError> {
    form.set_column_width(0, 30)?.set_column_format(0, cell)?;
    form.write_string_with_format(0, 0, TITLE, header)?;
    for (column, field) in (1_u16..).zip(Service::FIELDS) {
        form.set_column_width(column, width(field))?.set_column_format(column, cell)?;
        form.write_string_with_format(0, column, field.label, header)?;
        if let Input::Choice(answers) = field.input {
            let words: Vec<&str> = answers.iter().map(|answer| answer.label).collect();
            let rule = DataValidation::new().allow_list_strings(&words)?;
            form.add_data_validation(1, column, OFFERED, column, &rule)?;
        }
    }
    Ok(())
}

const fn width(field: &Field) -> f64 {
    match field.input {
        Input::Text | Input::Rows(_) => 44.0,
        Input::Choices(_) | Input::Address => 26.0,
        _ => 18.0,
    }
}

fn explain(sheet: &mut Worksheet, cell: &Format, header: &Format) -> Result<(), XlsxError> {
    const NOTES: [&str; 5] = [
        "一行填一个事项；不要合并单元格，不要隐藏行或列，列的先后可以调整，列名不要改。",
        "“必填”的两列缺了，该行不导入；“应填”的列缺了也导入，但要素完整度降低。",
        "文字中本来就有｜的，写作 \\｜；本来就有 \\ 的，写作 \\\\。",
        "有事项编码的按编码、没有的按事项名称和实施部门认定是否同一事项；已经公开的事项不会被改动。",
        "导入后立即公开，与直接发布一样检查：含个人信息、密级标志、错别字等问题的行不导入，须改好，或在编辑页录入。",
    ];
    sheet.set_name(HELP_SHEET)?.set_column_width(0, 18)?.set_column_width(1, 8)?.set_column_width(2, 110)?;
    for (column, text) in (0_u16..).zip(["列名", "要求", "怎么填"]) {
        sheet.write_string_with_format(0, column, text, header)?;
    }
    let title = (TITLE, "必填", "一行文字".to_owned());
    let fields = Service::FIELDS.iter().map(|field| (field.label, need(field), field.cell_help()));
    let mut row = 1;
    for (label, need, help) in std::iter::once(title).chain(fields) {
        for (column, text) in (0_u16..).zip([label, need, &help]) {
            sheet.write_string_with_format(row, column, text, cell)?;
        }
        row += 1;
    }
    for (row, note) in (row + 1..).zip(NOTES) {
        sheet.write_string(row, 0, note)?;
    }
    Ok(())
}

fn need(field: &Field) -> &'static str {
    match field.name {
        reading::DEPARTMENT => "必填",
        _ if field.required => "应填",
        _ => "",
    }
}
