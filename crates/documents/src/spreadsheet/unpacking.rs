//! Unpacks a spreadsheet's container once, with a limit that does not trust its directory: readers that unpack for
//! themselves come after.

use std::io::{Cursor, Read};

use domain::desk::register::CellFault;
use zip::ZipArchive;

use super::cells::damaged;

/// In bytes, all parts together. Twenty thousand rows of forty columns take less.
const MAX_UNPACKED: u64 = 128 << 20;

/// Checks how much the container really holds, and gives the texts of the parts that `wanted` names.
pub(super) fn parts(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, Vec<CellFault>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut texts, mut left) = (Vec::new(), MAX_UNPACKED);
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(damaged)?;
        let is_wanted = wanted(&part.name().map_err(damaged)?.to_lowercase());
        let mut limited = part.by_ref().take(left + 1);
        let length = if is_wanted {
            let mut text = String::new();
            let length = limited.read_to_string(&mut text).map_err(damaged)?;
            texts.push(text);
            length as u64
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(damaged)?
        };
        if length > left {
            return Err(vec![CellFault::of_file("文件解压后过大，请删去图片和多余的工作表，或拆分成几个文件")]);
        }
        left -= length;
    }
    Ok(texts)
}
