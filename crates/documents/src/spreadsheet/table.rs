//! Finds the header among the rows and reads everything under it.

use std::collections::BTreeSet;

use domain::desk::register::CellFault;

use super::{
    MAX_ROWS, Table,
    cells::{Cells, Merge},
    faults::Faults,
};

/// The table in the cells of a sheet.
pub(super) fn of(cells: Cells) -> Result<Table, Vec<CellFault>> {
    let Cells { rows, merges, mut faults, .. } = cells;
    let lines: Vec<(u32, Vec<String>)> = rows.into_iter().collect();
    let width = lines.iter().map(|(_, cells)| filled(cells)).max().unwrap_or_default();
    let titles = lines.iter().take_while(|(_, cells)| is_title(cells, width)).count();
    let mut lines = lines.into_iter().skip(titles);
    let Some((header_row, header)) = lines.next() else {
        faults.of_file("表中没有表头和数据行");
        faults.none()?;
        return Err(Vec::new());
    };
    two_line_header(header_row, &header, &merges, &mut faults);
    let lines: Vec<(u32, Vec<String>)> = lines.filter(|(_, cells)| *cells != header).collect();
    let columns = columns(header_row, &header, &lines, &mut faults);
    let merged: Vec<&Merge> = merges.iter().filter(|merge| merge.top > header_row).collect();
    let (lines, filled_in) = filled_down(lines, &merged, &mut faults);
    if lines.is_empty() {
        faults.of_file("表头下面没有数据行");
    }
    if lines.len() > MAX_ROWS {
        faults.of_file(format!("共 {} 行，最多 {MAX_ROWS} 行，请拆分成几个文件", lines.len()));
    }
    faults.none()?;
    let cell = |cells: &[String], column: &usize| cells.get(*column).cloned().unwrap_or_default();
    let mut notes = Vec::new();
    if titles > 0 {
        notes.push(format!("表头上方的 {titles} 行（标题、填报单位等）没有导入"));
    }
    if filled_in > 0 {
        notes.push(format!("纵向合并的单元格已逐行填写（{filled_in} 处）"));
    }
    Ok(Table {
        header: columns.iter().map(|column| cell(&header, column)).collect(),
        rows: lines.iter().map(|(_, cells)| columns.iter().map(|column| cell(cells, column)).collect()).collect(),
        notes,
    })
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// A title over the table, or a line such as 填报单位：… 填报日期：….
fn is_title(cells: &[String], width: usize) -> bool {
    let is_note = |cell: &String| cell.contains(['：', ':']);
    let filled = filled(cells);
    filled < width && (filled == 1 || cells.iter().filter(|cell| !cell.is_empty()).all(is_note))
}

/// A header over two lines has joined cells; which name belongs to which column is not to be guessed.
fn two_line_header(row: u32, header: &[String], merges: &[Merge], faults: &mut Faults) {
    let is_filled = |column: u32| {
        usize::try_from(column).ok().and_then(|column| header.get(column)).is_some_and(|cell| !cell.is_empty())
    };
    for merge in merges.iter().filter(|merge| merge.top == row && is_filled(merge.left)) {
        faults.at(row, merge.left, "表头占了两行或含有合并的单元格：请取消合并，只留一行表头，每列一个名称");
    }
}

/// The columns that hold anything, each with a name of its own.
fn columns(row: u32, header: &[String], lines: &[(u32, Vec<String>)], faults: &mut Faults) -> Vec<usize> {
    let width = lines.iter().map(|(_, cells)| cells.len()).chain([header.len()]).max().unwrap_or_default();
    let mut names = BTreeSet::new();
    let mut columns = Vec::new();
    for (number, column) in (0_u32..).zip(0..width) {
        let name = header.get(column).map_or("", String::as_str);
        let has_data = lines.iter().any(|(_, cells)| cells.get(column).is_some_and(|cell| !cell.is_empty()));
        if name.is_empty() {
            if has_data {
                faults.at(row, number, "这一列有内容但没有表头：请填写列名（表头只能占一行）");
            }
            continue;
        }
        if !names.insert(name) {
            faults.at(row, number, format!("列名“{name}”重复：请改成不同的名称"));
        }
        columns.push(column);
    }
    columns
}

/// Every row with what it shares with the row above it; also how many cells were filled.
fn filled_down(
    mut lines: Vec<(u32, Vec<String>)>,
    merges: &[&Merge],
    faults: &mut Faults,
) -> (Vec<(u32, Vec<String>)>, usize) {
    let mut count = 0;
    for merge in merges {
        let column = usize::try_from(merge.left).unwrap_or(usize::MAX);
        let first = lines.binary_search_by_key(&merge.top, |(row, _)| *row);
        let shared = first.ok().and_then(|line| lines[line].1.get(column)).cloned();
        let Some(shared) = shared.filter(|text| !text.is_empty()) else { continue };
        if merge.right > merge.left {
            faults.at(merge.top, merge.left, "合并的单元格跨了几列：请取消合并；表尾的说明请写到正文中");
            continue;
        }
        let below = lines.partition_point(|(row, _)| *row <= merge.top);
        for (_, cells) in lines[below..].iter_mut().take_while(|(row, _)| *row <= merge.bottom) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column].clone_from(&shared);
            count += 1;
        }
    }
    (lines, count)
}
