//! The formats that are known here: their extensions and media types.

/// A format that some upload may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    pub const ALL: [Self; 21] = [
        Self::Jpg,
        Self::Png,
        Self::Webp,
        Self::Gif,
        Self::Pdf,
        Self::Doc,
        Self::Docx,
        Self::Xls,
        Self::Xlsx,
        Self::Ppt,
        Self::Pptx,
        Self::Wps,
        Self::Et,
        Self::Ods,
        Self::Ofd,
        Self::Zip,
        Self::Txt,
        Self::Csv,
        Self::Mp4,
        Self::M4a,
        Self::Mp3,
    ];

    /// The extension that the format's files get here, without dot.
    pub const fn ext(self) -> &'static str {
        self.endings()[0]
    }

    /// Every extension that says so, that of the files here first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Pdf => &["pdf"],
            Self::Doc => &["doc"],
            Self::Docx => &["docx"],
            Self::Xls => &["xls"],
            Self::Xlsx => &["xlsx"],
            Self::Ppt => &["ppt"],
            Self::Pptx => &["pptx"],
            Self::Wps => &["wps"],
            Self::Et => &["et"],
            Self::Ods => &["ods"],
            Self::Ofd => &["ofd"],
            Self::Zip => &["zip"],
            Self::Txt => &["txt"],
            Self::Csv => &["csv"],
            Self::Mp4 => &["mp4"],
            Self::M4a => &["m4a"],
            Self::Mp3 => &["mp3"],
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
        Self::ALL.into_iter().find(|format| format.endings().contains(&ext))
    }

    /// Whether it is a picture that can be decoded.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Jpg | Self::Png | Self::Webp | Self::Gif)
    }

    /// Whether there are no words in it to be read: pictures, films and sounds.
    pub const fn is_wordless(self) -> bool {
        self.is_image() || matches!(self, Self::Mp4 | Self::M4a | Self::Mp3)
    }
}
