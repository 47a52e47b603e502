//! A file that somebody names, at the command line or in the settings: it is read in one place, which says in a sentence
//! why it cannot be.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
};

use anyhow::{Result, anyhow};

/// Opens what is too long to be read at once.
pub(crate) fn open(path: &Path) -> Result<File> {
    // A folder opens like a file, and fails only when it is read.
    if path.is_dir() {
        return Err(unreadable(path, &io::Error::from(ErrorKind::IsADirectory)));
    }
    File::open(path).map_err(|error| unreadable(path, &error))
}

pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// Reads a text. Editors of an older Windows save in GBK: the error then has the place of the first character that
/// is none, `FILE:LINE:COLUMN` as the faults of a plan have theirs.
pub(crate) fn text(path: &Path) -> Result<String> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let (line, column) = place(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        anyhow!("{}:{line}:{column} 文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8", path.display())
    })
}

/// Line and column behind these bytes, from 1.
fn place(before: &[u8]) -> (usize, usize) {
    let before = String::from_utf8_lossy(before);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn unreadable(path: &Path, error: &io::Error) -> anyhow::Error {
    let why = match error.kind() {
        ErrorKind::NotFound => "文件不存在".to_owned(),
        ErrorKind::IsADirectory => "这是目录，不是文件".to_owned(),
        ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => error.to_string(),
    };
    anyhow!("无法读取 {}：{why}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        for (before, at) in [("", (1, 1)), ("a = 1\n", (2, 1)), ("# 县\n名称 = ", (2, 6)), ("\r\n\r\n栏", (3, 2))] {
            assert_eq!(place(before.as_bytes()), at, "{before:?}");
        }
    }
}
