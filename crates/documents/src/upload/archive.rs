//! Reads the directory at the end of a ZIP container, without unpacking anything.
//!
//! The sizes are those that the directory states. Whoever unpacks an upload stops at limits of their own while
//! unpacking (`spreadsheet::unpacking`), since a directory can lie.

use super::Refused;
use super::file_name::is_dangerous;

/// What the entries of a container say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Docx,
    Xlsx,
    Pptx,
    Ods,
    Ofd,
    Plain,
}

const MAX_ENTRIES: usize = 10_000;
/// In bytes, all entries together.
const MAX_UNPACKED: u64 = 1 << 30;
/// A spreadsheet of zeros packs a hundredfold; bombs begin at a thousand.
const MAX_RATIO: u64 = 250;
/// Below this many bytes nobody minds the ratio.
const HARMLESS: u64 = 32 << 20;

const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
const MAX_COMMENT: usize = 65_535;

/// What kind of container it is, if its directory is sound and holds nothing that must not be published.
pub(super) fn inspect(bytes: &[u8]) -> Result<Container, Refused> {
    let mut directory = directory(bytes).ok_or(Refused::ArchiveDamaged)?;
    let mut names = Vec::new();
    let mut unpacked: u64 = 0;
    while !directory.is_empty() {
        if names.len() == MAX_ENTRIES {
            return Err(Refused::ArchiveBomb);
        }
        let entry = Entry::read(directory).ok_or(Refused::ArchiveDamaged)?;
        if entry.is_encrypted {
            return Err(Refused::Encrypted);
        }
        unpacked = unpacked.saturating_add(entry.unpacked);
        names.push(String::from_utf8_lossy(entry.name).to_lowercase());
        directory = entry.rest;
    }
    if names.is_empty() {
        return Err(Refused::ArchiveDamaged);
    }
    if unpacked > MAX_UNPACKED || (unpacked > HARMLESS && unpacked / bytes.len() as u64 > MAX_RATIO) {
        return Err(Refused::ArchiveBomb);
    }
    if let Some(name) = names.iter().find(|name| must_not_be_published(name)) {
        return Err(Refused::ArchiveHolds { name: name.chars().take(60).collect() });
    }
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        return Err(Refused::Macros);
    }
    Ok(kind(&names))
}

fn kind(names: &[String]) -> Container {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("ofd.xml") {
        Container::Ofd
    } else if has("mimetype") && has("content.xml") {
        Container::Ods
    } else if !has("[content_types].xml") {
        Container::Plain
    } else if has("word/") {
        Container::Docx
    } else if has("xl/") {
        Container::Xlsx
    } else if has("ppt/") {
        Container::Pptx
    } else {
        Container::Plain
    }
}

fn must_not_be_published(name: &str) -> bool {
    let leads_out = name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..");
    let ext = name.rsplit('.').next().unwrap_or_default();
    leads_out || is_dangerous(ext) || name == "meta-inf/manifest.mf"
}

/// The bytes of the central directory.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let tail = bytes.len().saturating_sub(END_LENGTH + MAX_COMMENT);
    let end = tail + bytes[tail..].windows(END_SIGNATURE.len()).rposition(|w| w == END_SIGNATURE)?;
    let record = bytes.get(end..end + END_LENGTH)?;
    let (size, offset) = (u32_at(record, 12)?, u32_at(record, 16)?);
    // ZIP64 is for more than 4 GB, which no upload has.
    if size == u32::MAX || offset == u32::MAX {
        return None;
    }
    let start = offset as usize;
    let stop = start.checked_add(size as usize).filter(|stop| *stop <= end)?;
    bytes.get(start..stop)
}

struct Entry<'a> {
    is_encrypted: bool,
    unpacked: u64,
    name: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Entry<'a> {
    fn read(directory: &'a [u8]) -> Option<Self> {
        if !directory.starts_with(ENTRY_SIGNATURE) {
            return None;
        }
        let flags = u16_at(directory, 8)?;
        let (name, extra, comment) = (u16_at(directory, 28)?, u16_at(directory, 30)?, u16_at(directory, 32)?);
        let name_end = ENTRY_LENGTH + usize::from(name);
        Some(Self {
            is_encrypted: flags & 1 == 1,
            unpacked: u64::from(u32_at(directory, 24)?),
            name: directory.get(ENTRY_LENGTH..name_end)?,
            rest: directory.get(name_end + usize::from(extra) + usize::from(comment)..)?,
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
