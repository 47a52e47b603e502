//! What browsers say a file is.

use super::Format;

/// Whether a browser may declare the format so. Browsers take the type from the system's registry: office formats come
/// under many names, unknown ones as nothing or as bytes. Pictures and PDF they all know.
pub(super) fn may_be_declared_as(format: Format, declared: &str) -> bool {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if declared.is_empty() || declared == "application/octet-stream" {
        return true;
    }
    match format {
        Format::Jpg => matches!(declared.as_str(), "image/jpeg" | "image/jpg" | "image/pjpeg"),
        Format::Png => matches!(declared.as_str(), "image/png" | "image/x-png"),
        Format::Webp => declared == "image/webp",
        Format::Gif => declared == "image/gif",
        Format::Pdf => matches!(declared.as_str(), "application/pdf" | "application/x-pdf"),
        Format::Txt => declared == "text/plain",
        Format::Csv => {
            matches!(declared.as_str(), "text/csv" | "text/plain" | "application/csv" | "application/vnd.ms-excel")
        }
        Format::Mp4 | Format::M4a | Format::Mp3 => declared.starts_with("video/") || declared.starts_with("audio/"),
        Format::Zip => declared.starts_with("application/") && declared.contains("zip"),
        Format::Doc
        | Format::Docx
        | Format::Xls
        | Format::Xlsx
        | Format::Ppt
        | Format::Pptx
        | Format::Wps
        | Format::Et
        | Format::Ods
        | Format::Ofd => {
            declared.starts_with("application/") && !declared.contains("html") && !declared.contains("xml+")
        }
    }
}
