//! CSV: in UTF-8 with or without mark, in UTF-16 with mark, or in GB 18030 as Excel and WPS write it.

use domain::desk::register::CellFault;
use encoding_rs::{GB18030, UTF_8};

use super::cells::Cells;

pub(super) fn read(bytes: &[u8]) -> Result<Cells, Vec<CellFault>> {
    let text = decoded(bytes)?;
    let mut cells = Cells::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    for (row, record) in (0_u32..).zip(reader.records()) {
        let record = record.map_err(|_| vec![CellFault::of_file("文件不是有效的 CSV，请另存为 xlsx 再上传")])?;
        if Cells::is_past_the_end(row) && record.iter().all(str::is_empty) {
            continue;
        }
        for (column, text) in (0_u32..).zip(record.iter()) {
            cells.put(row, column, text);
        }
    }
    Ok(cells)
}

fn decoded(bytes: &[u8]) -> Result<String, Vec<CellFault>> {
    // A mark at the beginning decides; without one, text that is valid UTF-8 is hardly ever anything else.
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken {
        return Err(vec![CellFault::of_file("文字编码无法识别，请另存为 xlsx 或“CSV UTF-8”再上传")]);
    }
    Ok(text.into_owned())
}

/// Tabs where the first line has them and no comma.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' }
}
