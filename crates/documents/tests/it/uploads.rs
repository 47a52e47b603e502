//! The gate for files, with files as programs write them and as attackers do.

use std::io::Cursor;

use documents::picture::{MAX_SIDE, PictureError, prepare, strip};
use documents::upload::{Format, MAX_IMAGE_BYTES, Purpose, Refused, accept};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

/// A ZIP container of stored entries: name, flags, stated size.
fn zip(entries: &[(&str, u16, u32)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, flags, size) in entries {
        let offset = u32::try_from(bytes.len()).unwrap();
        let name_length = u16::try_from(name.len()).unwrap();
        bytes.extend(b"PK\x03\x04\x14\x00");
        bytes.extend(flags.to_le_bytes());
        bytes.extend([0; 18]);
        bytes.extend(name_length.to_le_bytes());
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(flags.to_le_bytes());
        directory.extend([0; 14]);
        directory.extend(size.to_le_bytes());
        directory.extend(name_length.to_le_bytes());
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let offset = u32::try_from(bytes.len()).unwrap();
    let size = u32::try_from(directory.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes().repeat(2));
    bytes.extend(size.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn docx() -> Vec<u8> {
    zip(&[("[Content_Types].xml", 0, 1000), ("word/document.xml", 0, 20_000)])
}

fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "预算").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn compound_file() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(2048, 0);
    bytes
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Soft shades with a little noise, like a photograph.
fn photograph(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise =
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).rotate_left(13)).wrapping_mul(2_246_822_519);
        let grain = |bits: u32| u8::try_from(noise >> bits & 3).unwrap();
        let shade = |of: u32, whole: u32| u8::try_from(of * 200 / whole).unwrap();
        Rgb([shade(x, width) + grain(9), shade(y, height) + grain(17), shade(x + y, width + height) + grain(25)])
    })
    .into()
}

/// Few colours in areas, like a screenshot.
fn drawing(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([255, 255, 255]) })
        .into()
}

fn jpeg() -> Vec<u8> {
    encoded(&photograph(60, 40), ImageFormat::Jpeg)
}

fn refusal(name: &str, bytes: &[u8], purpose: Purpose) -> Refused {
    accept(name, "", bytes.to_vec(), purpose).unwrap_err()
}

#[test]
fn every_format_is_taken_as_itself() {
    let pdf = b"%PDF-1.7\n1 0 obj".to_vec();
    let picture = drawing(30, 20);
    for (name, mime, bytes, format) in [
        ("a.pdf", "application/pdf", pdf, Format::Pdf),
        ("a.docx", Format::Docx.mime(), docx(), Format::Docx),
        ("a.xlsx", Format::Xlsx.mime(), xlsx(), Format::Xlsx),
        ("a.pptx", "", zip(&[("[Content_Types].xml", 0, 1), ("ppt/presentation.xml", 0, 1)]), Format::Pptx),
        ("a.ofd", "application/octet-stream", zip(&[("OFD.xml", 0, 1), ("Doc_0/Document.xml", 0, 1)]), Format::Ofd),
        ("a.doc", "application/msword", compound_file(), Format::Doc),
        ("a.xls", "application/vnd.ms-excel", compound_file(), Format::Xls),
        ("a.ppt", "application/vnd.ms-powerpoint", compound_file(), Format::Ppt),
        ("a.wps", "application/kswps", compound_file(), Format::Wps),
        ("a.wps", "", docx(), Format::Wps),
        ("a.et", "", xlsx(), Format::Et),
        ("a.zip", "application/x-zip-compressed", zip(&[("名单.xlsx", 0, 5000)]), Format::Zip),
        ("a.txt", "text/plain", "各乡镇人民政府：".into(), Format::Txt),
        ("a.csv", "application/vnd.ms-excel", b"\xd0\xd5\xc3\xfb,1\r\n".to_vec(), Format::Csv),
        ("a.mp4", "video/mp4", b"\0\0\0\x18ftypisom\0\0\x02\0isommp42".into(), Format::Mp4),
        ("a.m4a", "audio/x-m4a", b"\0\0\0\x18ftypM4A \0\0\x02\0isommp42".into(), Format::M4a),
        ("a.mp3", "audio/mpeg", b"ID3\x04\0\0\0\0\0\0".into(), Format::Mp3),
        ("a.jpeg", "image/jpeg", jpeg(), Format::Jpg),
        ("a.png", "image/png", encoded(&picture, ImageFormat::Png), Format::Png),
    ] {
        let accepted = accept(name, mime, bytes.clone(), Purpose::Attachment).unwrap();
        assert_eq!(accepted.format(), format, "{name}");
        assert_eq!(accepted.name(), format!("a.{}", format.ext()));
        assert_eq!(accepted.into_bytes(), bytes);
    }
    for (name, format) in [("a.webp", ImageFormat::WebP), ("a.gif", ImageFormat::Gif)] {
        accept(name, format.to_mime_type(), encoded(&picture, format), Purpose::Image).unwrap();
    }
}

#[test]
fn content_and_extension_must_agree() {
    let differs = |ext| Refused::ContentDiffers { ext };
    assert_eq!(refusal("a.pdf", &docx(), Purpose::Attachment), differs("pdf"));
    assert_eq!(refusal("a.docx", &xlsx(), Purpose::Attachment), differs("docx"));
    assert_eq!(refusal("a.docx", b"{\\rtf1}", Purpose::Attachment), differs("docx"));
    assert_eq!(refusal("a.doc", &docx(), Purpose::Attachment), differs("doc"));
    assert_eq!(refusal("a.png", &jpeg(), Purpose::Image), differs("png"));
    assert_eq!(refusal("a.txt", b"\x00\x01\x02", Purpose::Attachment), differs("txt"));
    assert_eq!(refusal("a.mp4", b"ID3\x04\0\0\0\0\0\0", Purpose::Attachment), differs("mp4"));
    assert_eq!(refusal("a.mp3", b"%PDF-1.7", Purpose::Attachment), differs("mp3"));
    assert_eq!(refusal("a.ofd", &zip(&[("a.txt", 0, 1)]), Purpose::Attachment), differs("ofd"));
}

#[test]
fn an_old_word_document_is_no_spreadsheet() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let word = "00020906-0000-0000-c000-000000000046".parse().unwrap();
    file.set_storage_clsid("/", word).unwrap();
    file.flush().unwrap();
    let word = file.into_inner().into_inner();
    assert_eq!(refusal("a.xls", &word, Purpose::Attachment), Refused::ContentDiffers { ext: "xls" });
    assert_eq!(accept("a.doc", "", word.clone(), Purpose::Attachment).unwrap().format(), Format::Doc);
    assert_eq!(accept("a.wps", "", word, Purpose::Attachment).unwrap().format(), Format::Wps);
}

#[test]
fn the_declaration_must_agree_too() {
    let refused = accept("a.jpg", "text/html", jpeg(), Purpose::Image).unwrap_err();
    assert_eq!(refused, Refused::DeclaredDiffers { declared: "text/html".into(), ext: "jpg" });
    assert!(accept("a.docx", "text/html", docx(), Purpose::Attachment).is_err());
}

#[test]
fn programs_and_pages_are_refused_under_any_name() {
    assert_eq!(refusal("通知.pdf", b"MZ\x90\x00\x03", Purpose::Attachment), Refused::Program);
    assert_eq!(refusal("通知.txt", b"\x7fELF\x02\x01\x01", Purpose::Attachment), Refused::Program);
    assert_eq!(refusal("通知.txt", b"#!/bin/sh\nrm -rf /", Purpose::Attachment), Refused::Program);
    for page in [
        "<!DOCTYPE html><p>x",
        "  \n<HTML>",
        "\u{feff}<script>alert(1)</script>",
        "<?xml version=\"1.0\"?><svg onload=alert(1)/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "姓名,<script>alert(1)</script>",
    ] {
        assert_eq!(refusal("名单.csv", page.as_bytes(), Purpose::Attachment), Refused::ActiveContent, "{page}");
    }
    // A picture that is a page at the same time.
    let mut polyglot = b"GIF89a/*".to_vec();
    polyglot.extend(b"<script>alert(1)</script>");
    assert_eq!(refusal("a.gif", &polyglot, Purpose::Image), Refused::ActiveContent);
}

#[test]
fn each_purpose_has_its_formats_and_sizes() {
    assert!(matches!(refusal("a.pdf", b"%PDF-1.7", Purpose::Image), Refused::FormatNotAllowed { .. }));
    assert!(matches!(refusal("a.gif", b"GIF89a", Purpose::SecrecyScan), Refused::FormatNotAllowed { .. }));
    assert_eq!(
        accept("a.jpg", "", vec![0; MAX_IMAGE_BYTES + 1], Purpose::Image).unwrap_err(),
        Refused::TooLarge { limit_megabytes: 20 }
    );
    assert_eq!(refusal("a.jpg", b"", Purpose::Image), Refused::Empty);
}

#[test]
fn archives_are_looked_into() {
    let inside = |entries: &[(&str, u16, u32)], name: &str| refusal(name, &zip(entries), Purpose::Attachment);
    assert_eq!(inside(&[("名单.xlsx", 1, 10)], "a.zip"), Refused::Encrypted);
    assert_eq!(inside(&[("安装/Setup.EXE", 0, 10)], "a.zip"), Refused::ArchiveHolds { name: "安装/setup.exe".into() });
    assert_eq!(inside(&[("../../x.txt", 0, 10)], "a.zip"), Refused::ArchiveHolds { name: "../../x.txt".into() });
    assert_eq!(inside(&[("a.txt", 0, u32::MAX)], "a.zip"), Refused::ArchiveBomb);
    assert_eq!(
        inside(&[("[Content_Types].xml", 0, 1), ("word/document.xml", 0, 900_000_000)], "a.docx"),
        Refused::ArchiveBomb
    );
    assert_eq!(inside(&[("[Content_Types].xml", 0, 1), ("word/vbaProject.bin", 0, 1)], "a.docx"), Refused::Macros);
    assert_eq!(refusal("a.docx", &compound_file(), Purpose::Attachment), Refused::Encrypted);
    let many: Vec<String> = (0..10_001).map(|n| format!("{n}.txt")).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), 0, 1)).collect();
    assert_eq!(inside(&many, "a.zip"), Refused::ArchiveBomb);
    let mut cut = docx();
    cut.truncate(cut.len() - 30);
    assert_eq!(refusal("a.docx", &cut, Purpose::Attachment), Refused::ArchiveDamaged);
}

#[test]
fn a_picture_bomb_is_refused_by_its_header() {
    // A valid PNG header that promises 60,000 × 60,000 pixels.
    let mut png = encoded(&drawing(1, 1), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(
        refusal("a.png", &png, Purpose::Image),
        Refused::TooManyPixels { width: 60_000, height: 60_000, limit_megapixels: 50 }
    );
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// The JPEG with an EXIF segment that says how the camera was held, and where.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS 23.17N 107.69E");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
    bytes.extend(tiff);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn prepared(name: &str, bytes: Vec<u8>) -> documents::picture::Picture {
    prepare(&accept(name, "", bytes, Purpose::Image).unwrap()).unwrap()
}

#[test]
fn a_photograph_is_turned_upright_and_loses_its_place() {
    // Red left, white right; orientation 6 means that the camera was held 90° to the left.
    let lying = with_exif(&encoded(&drawing(64, 32), ImageFormat::Jpeg), 6);
    assert!(lying.windows(3).any(|w| w == b"GPS"));
    let picture = prepared("a.jpg", lying);
    assert_eq!((picture.width, picture.height, picture.format), (32, 64, Format::Jpg));
    assert!(!picture.bytes.windows(3).any(|w| w == b"GPS"));
    let upright = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
    assert!(upright.get_pixel(16, 5).0[1] < 80, "the red half is above");
    assert!(upright.get_pixel(16, 60).0[1] > 200, "the white half is below");
}

/// The PNG with a text chunk, as a screenshot or an editor writes one.
fn with_text(png: &[u8], text: &str) -> Vec<u8> {
    let chunk = [b"tEXt".as_slice(), b"Comment\0", text.as_bytes()].concat();
    // Behind the header, which is always the first chunk and 25 bytes long.
    let (head, rest) = png.split_at(8 + 25);
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    [head, &length, &chunk, &crc32(&chunk).to_be_bytes(), rest].concat()
}

#[test]
fn a_picture_to_download_keeps_size_and_format_and_loses_its_place() {
    let lying = with_exif(&encoded(&drawing(3000, 32), ImageFormat::Jpeg), 6);
    let screenshot = with_text(&encoded(&drawing(3000, 32), ImageFormat::Png), "GPS 23.17N 107.69E");
    for (name, bytes, format, size) in
        [("地图.jpg", lying, Format::Jpg, (32, 3000)), ("地图.png", screenshot, Format::Png, (3000, 32))]
    {
        assert!(bytes.windows(3).any(|w| w == b"GPS"), "{name}");
        let picture = strip(&accept(name, "", bytes, Purpose::Attachment).unwrap()).unwrap();
        assert_eq!((picture.format, picture.width, picture.height), (format, size.0, size.1), "{name}");
        assert!(!picture.bytes.windows(3).any(|w| w == b"GPS"), "{name}");
        let decoded = image::load_from_memory(&picture.bytes).unwrap();
        assert_eq!((decoded.width(), decoded.height()), size, "{name}");
    }
    let transparent: DynamicImage = RgbaImage::from_pixel(20, 20, Rgba([255, 0, 0, 128])).into();
    let stamp = accept("印章.png", "", encoded(&transparent, ImageFormat::Png), Purpose::Attachment).unwrap();
    let stamp = image::load_from_memory(&strip(&stamp).unwrap().bytes).unwrap();
    assert_eq!(stamp.to_rgba8().get_pixel(5, 5).0, [255, 0, 0, 128], "not a pixel changes");
    let pdf = accept("a.pdf", "", b"%PDF-1.7".to_vec(), Purpose::Attachment).unwrap();
    assert_eq!(strip(&pdf).unwrap_err(), PictureError::NotAPicture);
}

#[test]
fn a_large_picture_is_scaled_down_in_proportion() {
    let picture = prepared("a.png", encoded(&drawing(3000, 1500), ImageFormat::Png));
    assert_eq!((picture.width, picture.height), (MAX_SIDE, MAX_SIDE / 2));
    let decoded = image::load_from_memory(&picture.bytes).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (picture.width, picture.height));
}

#[test]
fn each_picture_gets_the_encoding_that_fits() {
    assert_eq!(prepared("a.png", encoded(&drawing(200, 100), ImageFormat::Png)).format, Format::Webp);
    assert_eq!(prepared("a.png", encoded(&photograph(200, 100), ImageFormat::Png)).format, Format::Jpg);
    let transparent: DynamicImage = RgbaImage::from_pixel(20, 20, Rgba([255, 0, 0, 128])).into();
    let picture = prepared("a.png", encoded(&transparent, ImageFormat::Png));
    assert_eq!(picture.format, Format::Webp);
    assert_eq!(image::load_from_memory(&picture.bytes).unwrap().to_rgba8().get_pixel(5, 5).0[3], 128);
    assert_eq!(prepared("a.gif", encoded(&drawing(20, 20), ImageFormat::Gif)).format, Format::Webp);
}

#[test]
fn what_is_no_picture_cannot_be_prepared() {
    let pdf = accept("a.pdf", "", b"%PDF-1.7".to_vec(), Purpose::Attachment).unwrap();
    assert_eq!(prepare(&pdf).unwrap_err(), PictureError::NotAPicture);
    let mut cut = encoded(&drawing(200, 100), ImageFormat::Png);
    cut.truncate(cut.len() / 2);
    let cut = accept("a.png", "", cut, Purpose::Image).unwrap();
    assert_eq!(prepare(&cut).unwrap_err(), PictureError::Damaged);
}

proptest! {
    #[test]
    fn any_bytes_are_survived(ext in proptest::sample::select(vec!["jpg", "png", "webp", "gif", "pdf", "doc", "docx", "xlsx", "ofd", "zip", "txt"]),
                              head in proptest::sample::select(vec![&b""[..], b"PK\x03\x04", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04PK\x05\x06"]),
                              tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [head, &tail].concat();
        if let Ok(accepted) = accept(&format!("a.{ext}"), "", bytes, Purpose::Attachment) {
            let _ = prepare(&accepted);
        }
    }

    #[test]
    fn any_name_becomes_a_plain_one(name in "\\PC{0,40}(\\.|/|\\\\|\u{202e}|\n|\"){0,3}\\PC{0,10}\\.txt") {
        if let Ok(accepted) = accept(&name, "", b"x".to_vec(), Purpose::Attachment) {
            let name = accepted.name();
            prop_assert_eq!(name.rsplit_once('.').map(|(_, ext)| ext), Some("txt"));
            let has_debris = name.contains(['/', '\\', '"', '\n', '\u{202e}']);
            prop_assert!(!has_debris && !name.starts_with('.'), "{}", name);
        }
    }
}

/// What the dialog offers would be chosen, sent and refused otherwise; what it hides, nobody would ever send.
#[test]
fn the_file_dialog_offers_what_the_gate_takes() {
    let known = || Format::ALL.iter().flat_map(|format| format.endings()).chain(["rar", "7z"].iter());
    for purpose in [Purpose::Image, Purpose::Attachment, Purpose::SecrecyScan, Purpose::Register, Purpose::Guides] {
        let dialog = purpose.accept();
        let offered: Vec<&str> = dialog.split(',').collect();
        for ending in known() {
            let judged = accept(&format!("文件.{ending}"), "", b"x".to_vec(), purpose);
            let is_taken = !matches!(judged, Err(Refused::FormatNotAllowed { .. }));
            assert_eq!(offered.contains(&format!(".{ending}").as_str()), is_taken, "{purpose:?} {ending}: {judged:?}");
        }
    }
}
