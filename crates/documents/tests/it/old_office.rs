//! Files of the office programs of 1997, as far as tests need them.

use std::io::{Cursor, Write};

/// A record of the binary workbook.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

pub(crate) fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn bof(kind: u16) -> Vec<u8> {
    record(0x0809, &[words(&[0x0600, kind, 0, 0]), vec![0; 8]].concat())
}

/// A cell with a text.
pub(crate) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let length = u16::try_from(text.encode_utf16().count()).unwrap();
    record(0x0204, &[words(&[row, column, 0, length]), vec![1], wide(text)].concat())
}

/// A workbook with a sheet 公示 of these records; its second style shows percentages.
pub(crate) fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
    let style = |format: u16| record(0x00E0, &[words(&[0, format]), vec![0; 16]].concat());
    let globals = |offset: u32| {
        let sheet = [&offset.to_le_bytes()[..], &[0, 0, 2, 1], &wide("公示")].concat();
        [bof(5), style(0), style(10), record(0x0085, &sheet), record(0x000A, &[])].concat()
    };
    let offset = u32::try_from(globals(0).len()).unwrap();
    let stream = [globals(offset), bof(0x10), records.concat(), record(0x000A, &[])].concat();
    compound(&[("/Workbook", stream)])
}

/// The streams in one file.
pub(crate) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).unwrap();
        stream.write_all(bytes).unwrap();
        // Readers take short streams from elsewhere.
        stream.write_all(&vec![0; 5000]).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
