//! From the rows of a workbook, or from the same cells out of another file, to guides.

use std::collections::BTreeMap;

use domain::{
    checks::TITLE_MAX,
    desk::{register::CellFault, services::Rejected},
    kind::{Field, Fields, Service, Value},
};

use super::{CUT, HELP_SHEET, TITLE, headings};
use crate::{
    spreadsheet::{FormSheet, PlacedFault, letters, paragraphs, read_form},
    upload::Accepted,
};

/// Name of the field without which a guide is nobody's.
pub(super) const DEPARTMENT: &str = "department";

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// From 1, as a spreadsheet counts.
    pub row: usize,
    /// The item's name.
    pub title: String,
    /// Its fields; what a faulty cell says is left out or stands as it is.
    pub service: Service,
    /// Every cell because of which it cannot be taken.
    pub faults: Vec<Rejected>,
}

/// The guides of a workbook that passed the gate for [`crate::upload::Purpose::Guides`], or what is wrong with it as a
/// whole.
pub fn read(file: &Accepted) -> Result<Vec<Guide>, Vec<CellFault>> {
    let FormSheet { mut rows, faults } = read_form(file, HELP_SHEET)?;
    let Some((header_row, header)) = rows.pop_first() else {
        return Err(vec![CellFault::of_file("文件中没有内容")]);
    };
    let places = places(header_row, &header)?;
    let mut faulty: BTreeMap<u32, Vec<&PlacedFault>> = BTreeMap::new();
    for fault in &faults {
        // A cell that cannot be read may be the only one of its row.
        rows.entry(fault.row).or_default();
        faulty.entry(fault.row).or_default().push(fault);
    }
    rows.remove(&header_row);
    let guides = rows.iter().map(|(row, cells)| {
        let cells: Vec<String> =
            places.iter().map(|place| place.and_then(|at| cells.get(at)).cloned().unwrap_or_default()).collect();
        let number = usize::try_from(*row).unwrap_or(usize::MAX).saturating_add(1);
        let unreadable = faulty.get(row).into_iter().flatten().map(|fault| Rejected {
            row: number,
            column: heading(&header, fault.column),
            reason: fault.message.clone(),
        });
        let mut guide = guide(number, &cells);
        let unreadable: Vec<Rejected> = unreadable.collect();
        guide.faults.retain(|fault| unreadable.iter().all(|told| told.column != fault.column));
        guide.faults.splice(0..0, unreadable);
        guide
    });
    let guides: Vec<Guide> = guides.collect();
    if guides.is_empty() { Err(vec![CellFault::of_file("列名下面没有填写事项")]) } else { Ok(guides) }
}

/// A guide from its cells, in the order of [`headings`]; missing ones are empty.
pub fn guide(row: usize, cells: &[String]) -> Guide {
    let cell = |at: usize| paragraphs(cells.get(at).map_or("", String::as_str));
    let title = cell(0).split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut service, mut faults) = (Service::default(), Vec::new());
    let mut tell = |column: &str, reason: String| faults.push(Rejected { row, column: column.to_owned(), reason });
    if title.is_empty() {
        tell(TITLE, "缺少事项名称".into());
    }
    if title.chars().count() > TITLE_MAX {
        tell(TITLE, format!("超过 {TITLE_MAX} 个字"));
    }
    for (at, field) in Service::FIELDS.iter().enumerate() {
        let text = cell(at + 1);
        if text.trim_end().ends_with(CUT) {
            tell(field.label, "导出时内容过长，这一格只写了一部分，不能导入；请在网页上修改该事项".into());
            continue;
        }
        let told = match field.from_cell(&text) {
            Ok(value) => {
                let told = all_faults(field, &value);
                service.set(at, value);
                told
            }
            Err(told) => told,
        };
        for reason in told {
            tell(field.label, reason);
        }
    }
    Guide { row, title, service, faults }
}

fn all_faults(field: &Field, value: &Value) -> Vec<String> {
    let is_missing = field.name == DEPARTMENT && value.is_empty();
    let missing = is_missing.then(|| format!("缺少{}", field.label));
    missing.into_iter().chain(field.faults(value)).collect()
}

/// Where each heading stands in the file; `None` where a column was left away. Everything that is wrong with the row of
/// headings is told at once.
fn places(row: u32, header: &[String]) -> Result<Vec<Option<usize>>, Vec<CellFault>> {
    let mut faults = Vec::new();
    let known: Vec<&str> = headings().collect();
    for (at, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let cell = format!("{}{}", letters(u32::try_from(at).unwrap_or(u32::MAX)), row + 1);
        if !known.contains(&name.as_str()) {
            faults.push(CellFault { cell, message: format!("没有“{name}”这一列，列名须与模板一致") });
        } else if header[..at].contains(name) {
            faults.push(CellFault { cell, message: format!("“{name}”出现了两次") });
        }
    }
    let department = Service::FIELDS.iter().find(|field| field.name == DEPARTMENT).map(|field| field.label);
    for needed in std::iter::once(TITLE).chain(department) {
        if !header.iter().any(|name| name == needed) {
            faults.push(CellFault::of_file(format!("第一行须是列名，其中没有“{needed}”；请按模板填写")));
        }
    }
    if faults.is_empty() {
        Ok(known.iter().map(|known| header.iter().position(|name| name == known)).collect())
    } else {
        Err(faults)
    }
}

/// The heading over a cell, or the letters of its column.
fn heading(header: &[String], column: u32) -> String {
    let name = usize::try_from(column).ok().and_then(|column| header.get(column)).filter(|name| !name.is_empty());
    name.cloned().unwrap_or_else(|| format!("{} 列", letters(column)))
}
