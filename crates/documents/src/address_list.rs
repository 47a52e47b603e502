//! A list of old addresses with their new ones, as a spreadsheet program saves it: CSV in UTF-8, two columns.

use csv::{ReaderBuilder, Trim};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: u64,
    /// The address on the old site.
    pub old: String,
    /// The address that it has now.
    pub new: String,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the file, from 1.
    pub line: u64,
    /// Why, in a sentence.
    pub reason: String,
}

/// The rows of `file` in order, readable or not. A first row of headings is passed over, and so are empty rows.
pub fn read(file: &[u8]) -> Vec<Result<Row, Unreadable>> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(file);
    let mut rows = Vec::new();
    let (mut counted, mut line) = (0, 1);
    // The reader counts a line end of Windows, and an empty line, to what stands behind it.
    let mut line_of = |position: Option<&csv::Position>| {
        let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(file.len());
        let blank = file[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += file[counted..start + blank].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        counted = start + blank;
        line
    };
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            // The bytes are in memory: nothing else can fail.
            Err(error) => {
                let line = line_of(error.position());
                rows.push(Err(Unreadable { line, reason: format!("无法读取：{error}") }));
                continue;
            }
        };
        let line = line_of(record.position());
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        let Ok(fields) = record.iter().map(std::str::from_utf8).collect::<Result<Vec<_>, _>>() else {
            let reason = "不是 UTF-8 文字，请另存为“CSV UTF-8（逗号分隔）”".to_owned();
            rows.push(Err(Unreadable { line, reason }));
            continue;
        };
        match fields[..] {
            [old, new, ref rest @ ..] if rest.iter().all(|field| field.is_empty()) => {
                let is_heading = rows.is_empty() && !old.contains('/') && !new.contains('/');
                if !is_heading {
                    rows.push(Ok(Row { line, old: old.to_owned(), new: new.to_owned() }));
                }
            }
            _ => rows
                .push(Err(Unreadable {
                    line, reason: format!("应有两列：旧地址、新地址，实有 {} 列", fields.len())
                })),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, old: &str, new: &str) -> Row {
        Row { line, old: old.into(), new: new.into() }
    }

    #[test]
    fn rows_come_with_the_lines_that_an_editor_shows() {
        let file = "\u{feff}旧地址,新地址\r\n/news/1.html, /c/tzgg\r\n\r\n\"/show.aspx?id=1,2\",/a/23456789,,\r\n";
        assert_eq!(
            read(file.as_bytes()),
            [Ok(row(2, "/news/1.html", "/c/tzgg")), Ok(row(4, "/show.aspx?id=1,2", "/a/23456789"))]
        );
        assert_eq!(read(b"/a.html,/c/tzgg"), [Ok(row(1, "/a.html", "/c/tzgg"))], "a list needs no headings");
        assert_eq!(read(b""), []);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let rows = read(b"/only-one\n/a.html,/c/x,note\n/\xb9\xab,/c/tzgg\n/b.html,/c/tzgg\n");
        let faults: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).map(|fault| fault.line).collect();
        assert_eq!(faults, [1, 2, 3]);
        assert_eq!(rows[3], Ok(row(4, "/b.html", "/c/tzgg")));
    }
}
