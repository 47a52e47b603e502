//! The formats that are known here: extension, media type, and how browsers declare them.

/// A format that some upload may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is its extension")]
pub enum Format {
    Jpg,
    Png,
    Webp,
    Gif,
    Pdf,
    Doc,
    Docx,
    Xls,
    Xlsx,
    Ppt,
    Pptx,
    Wps,
    Et,
    Ods,
    Ofd,
    Zip,
    Txt,
    Csv,
    Mp4,
    M4a,
    Mp3,
}

impl Format {
    /// The extension that the format's files get here, without dot.
    pub const fn ext(self) -> &'static str {
        match self {
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Pdf => "pdf",
            Self::Doc => "doc",
            Self::Docx => "docx",
            Self::Xls => "xls",
            Self::Xlsx => "xlsx",
            Self::Ppt => "ppt",
            Self::Pptx => "pptx",
            Self::Wps => "wps",
            Self::Et => "et",
            Self::Ods => "ods",
            Self::Ofd => "ofd",
            Self::Zip => "zip",
            Self::Txt => "txt",
            Self::Csv => "csv",
            Self::Mp4 => "mp4",
            Self::M4a => "m4a",
            Self::Mp3 => "mp3",
        }
    }

    /// The media type to serve it with.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xls => "application/vnd.ms-excel",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Wps => "application/wps-office.wps",
            Self::Et => "application/wps-office.et",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Ofd => "application/ofd",
            Self::Zip => "application/zip",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Mp4 => "video/mp4",
            Self::M4a => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
        }
    }

    /// By a lower-case extension.
    pub fn from_ext(ext: &str) -> Option<Self> {
        Some(match ext {
            "jpg" | "jpeg" | "jpe" | "jfif" => Self::Jpg,
            "png" => Self::Png,
            "webp" => Self::Webp,
            "gif" => Self::Gif,
            "pdf" => Self::Pdf,
            "doc" => Self::Doc,
            "docx" => Self::Docx,
            "xls" => Self::Xls,
            "xlsx" => Self::Xlsx,
            "ppt" => Self::Ppt,
            "pptx" => Self::Pptx,
            "wps" => Self::Wps,
            "et" => Self::Et,
            "ods" => Self::Ods,
            "ofd" => Self::Ofd,
            "zip" => Self::Zip,
            "txt" => Self::Txt,
            "csv" => Self::Csv,
            "mp4" => Self::Mp4,
            "m4a" => Self::M4a,
            "mp3" => Self::Mp3,
            _ => return None,
        })
    }

    /// Whether it is a picture that [`crate::picture`] decodes.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Jpg | Self::Png | Self::Webp | Self::Gif)
    }

    /// Whether there are no words in it to be read: pictures, films and sounds.
    pub(crate) const fn is_wordless(self) -> bool {
        self.is_image() || matches!(self, Self::Mp4 | Self::M4a | Self::Mp3)
    }

    /// Whether a browser may declare the format so. Browsers take the type from the system's registry: office
    /// formats come under many names, unknown ones as nothing or as bytes. Pictures and PDF they all know.
    pub(super) fn may_be_declared_as(self, declared: &str) -> bool {
        let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if declared.is_empty() || declared == "application/octet-stream" {
            return true;
        }
        match self {
            Self::Jpg => matches!(declared.as_str(), "image/jpeg" | "image/jpg" | "image/pjpeg"),
            Self::Png => matches!(declared.as_str(), "image/png" | "image/x-png"),
            Self::Webp => declared == "image/webp",
            Self::Gif => declared == "image/gif",
            Self::Pdf => matches!(declared.as_str(), "application/pdf" | "application/x-pdf"),
            Self::Txt => declared == "text/plain",
            Self::Csv => {
                matches!(declared.as_str(), "text/csv" | "text/plain" | "application/csv" | "application/vnd.ms-excel")
            }
            Self::Mp4 | Self::M4a | Self::Mp3 => declared.starts_with("video/") || declared.starts_with("audio/"),
            Self::Zip => declared.starts_with("application/") && declared.contains("zip"),
            Self::Doc
            | Self::Docx
            | Self::Xls
            | Self::Xlsx
            | Self::Ppt
            | Self::Pptx
            | Self::Wps
            | Self::Et
            | Self::Ods
            | Self::Ofd => {
                declared.starts_with("application/") && !declared.contains("html") && !declared.contains("xml+")
            }
        }
    }
}
