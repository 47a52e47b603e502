//! The table as a file: CSV for programs, XLSX for offices.

use chrono::{Datelike, NaiveDate};
use domain::register::RegisterColumn;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// So that Excel reads the text as UTF-8.
const MARK: &str = "\u{feff}";

/// The widest column, in characters.
const WIDEST: usize = 40;

/// CSV after RFC 4180, with a mark for Excel. A cell that a spreadsheet would take for a formula begins with an
/// apostrophe: the file was made of what somebody else wrote.
pub fn csv(columns: &[RegisterColumn], rows: &[Vec<String>]) -> String {
    let mut text = String::from(MARK);
    let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    line(&mut text, &header);
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        line(&mut text, &cells);
    }
    text
}

/// A workbook of one sheet; every cell is text or a plain number, never a formula. The same table gives the same bytes:
/// the day on which it was made stands for the time of writing.
pub fn workbook(
    name: &str,
    made_on: NaiveDate,
    columns: &[RegisterColumn],
    rows: &[Vec<String>],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let month = u8::try_from(made_on.month()).expect("a month is at most 12");
    let day = u8::try_from(made_on.day()).expect("a day is at most 31");
    let made = ExcelDateTime::from_ymd(u16::try_from(made_on.year()).unwrap_or(1900), month, day)?;
    workbook.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(name))?.set_freeze_panes(1, 0)?;
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let header = cell.clone().set_bold().set_align(FormatAlign::Center);
    for (number, column) in (0_u16..).zip(columns) {
        let widest =
            rows.iter().take(200).filter_map(|row| row.get(usize::from(number))).map(|cell| cell.chars().count());
        let width = widest.chain([column.name.chars().count()]).max().unwrap_or_default().clamp(4, WIDEST);
        #[expect(clippy::cast_precision_loss, reason = "at most forty")]
        sheet.set_column_width(number, width as f64 * 1.9)?;
    }
    for (number, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, number, &column.name, &header)?;
    }
    for (number, row) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row) {
            match plain_number(text) {
                Some(value) => sheet.write_number_with_format(number, column, value, &cell)?,
                None => sheet.write_string_with_format(number, column, text, &cell)?,
            };
        }
    }
    workbook.save_to_buffer()
}

fn line(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let guard = if is_formula(cell) { "'" } else { "" };
        if cell.contains([',', '"', '\n', '\r']) {
            *text += &format!("\"{guard}{}\"", cell.replace('"', "\"\""));
        } else {
            *text += guard;
            *text += cell;
        }
    }
    text.push_str("\r\n");
}

/// Begins as formulas do, and is no number.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && cell.parse::<f64>().is_err()
}

/// Numbers that come back as the same text; codes with zeros at the front are none.
fn plain_number(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    (text.len() <= 15 && value.is_finite() && value.to_string() == text).then_some(value)
}

/// Without what a sheet's name must not hold, and as short as it must be.
fn sheet_name(name: &str) -> String {
    let name: String =
        name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')).take(31).collect();
    if name.trim().is_empty() { "清单".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let column =
            |name: &str| RegisterColumn { name: name.into(), sense: domain::register::Sense::Plain, personal: false };
        let rows =
            [vec!["=1+1".to_owned(), "-5".into(), "甲,\"乙\"".into()], vec!["@a".into(), "+86".into(), String::new()]];
        let text = csv(&[column("甲"), column("乙"), column("丙")], &rows);
        assert_eq!(text, "\u{feff}甲,乙,丙\r\n'=1+1,-5,\"甲,\"\"乙\"\"\"\r\n'@a,+86,\r\n");
    }

    #[test]
    fn codes_stay_text() {
        assert_eq!(plain_number("12.5"), Some(12.5));
        for text in ["00123", "1.50", "138****1234", "", "1e3", "inf"] {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }
}
