//! The form itself, in the shape in which it is published: parts, groups, rows, and who signs.

use domain::work_report::{Entry, Row, SIGNERS, WorkReport};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{A4, Styles, write_figure};

/// Part, group, row and figure.
const WIDTHS: [f64; 4] = [14.0, 16.0, 42.0, 36.0];
const PART: u16 = 0;
const GROUP: u16 = 1;
const LABEL: u16 = 2;
const FIGURE: u16 = 3;

pub(super) fn write(sheet: &mut Worksheet, report: &WorkReport, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("工作报表")?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    sheet.merge_range(0, PART, 0, FIGURE, &report.title(), &styles.title)?.set_row_height(0, 30)?;
    let by = match &report.filled_in_by {
        Entry::ByHand => "填报单位：".to_owned(),
        said => format!("填报单位：{}", said.text()),
    };
    sheet.merge_range(1, PART, 1, FIGURE, &by, &styles.note)?;
    let mut at = 2;
    for part in &report.form {
        let first = at;
        for group in &part.groups {
            let begin = at;
            for row in &group.rows {
                let from = match (part.title, group.title) {
                    ("", _) => PART,
                    (_, "") => GROUP,
                    _ => LABEL,
                };
                write_row(sheet, at, from, row, styles)?;
                at += 1;
            }
            if !group.title.is_empty() {
                span(sheet, (begin, GROUP), (at - 1, GROUP), group.title, &styles.text)?;
            }
        }
        if !part.title.is_empty() {
            span(sheet, (first, PART), (at - 1, PART), part.title, &styles.header)?;
        }
    }
    for signer in SIGNERS {
        sheet.write_string_with_format(at, PART, signer, &styles.header)?;
        span(sheet, (at, GROUP), (at, FIGURE), "", &styles.text)?;
        sheet.set_row_height(at, 24)?;
        at += 1;
    }
    Ok(())
}

/// The label from column `from` on, and the figure; a row without label is all figure.
fn write_row(sheet: &mut Worksheet, at: u32, from: u16, row: &Row, styles: &Styles) -> Result<(), XlsxError> {
    let format = if row.entry.is_open() { &styles.by_hand } else { &styles.text };
    if row.label.is_empty() {
        return span(sheet, (at, from), (at, FIGURE), &row.entry.text(), format);
    }
    span(sheet, (at, from), (at, LABEL), row.label, &styles.text)?;
    match &row.entry {
        Entry::Count(count) => write_figure(sheet, at, FIGURE, *count, styles),
        other => span(sheet, (at, FIGURE), (at, FIGURE), &other.text(), format),
    }
}

/// A text in one cell or in several that are made one.
fn span(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, format)?;
    }
    Ok(())
}
