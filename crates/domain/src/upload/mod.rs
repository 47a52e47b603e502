//! Files from outside: which formats are known, and which are taken for what. The desk's file dialogs offer what stands
//! here, and the server judges by it.

mod format;

pub use format::Format;

const MEGABYTE: usize = 1024 * 1024;

/// The largest picture that is taken, in bytes.
pub const MAX_IMAGE_BYTES: usize = 20 * MEGABYTE;
/// The largest attachment, in bytes.
pub const MAX_ATTACHMENT_BYTES: usize = 100 * MEGABYTE;
/// The largest scan of a secrecy-review form, in bytes.
pub const MAX_SCAN_BYTES: usize = 20 * MEGABYTE;
/// The largest spreadsheet that becomes a structured table, in bytes.
pub const MAX_REGISTER_BYTES: usize = 10 * MEGABYTE;

/// What a file is uploaded for; it decides which formats and sizes are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A picture in the text; it is encoded anew before it is stored.
    Image,
    /// A file for citizens to download.
    Attachment,
    /// The scan of the paper secrecy review (保密审查), for the eyes of the chain only.
    SecrecyScan,
    /// A spreadsheet that becomes a structured table (清单, 名单); the file itself is not kept.
    Register,
    /// A workbook of guides to services; the file itself is not kept.
    Guides,
}

impl Purpose {
    /// The formats that are taken.
    pub const fn formats(self) -> &'static [Format] {
        use Format::{
            Csv, Doc, Docx, Et, Gif, Jpg, M4a, Mp3, Mp4, Ods, Ofd, Pdf, Png, Ppt, Pptx, Txt, Webp, Wps, Xls, Xlsx, Zip,
        };
        match self {
            Self::Image => &[Jpg, Png, Webp, Gif],
            Self::Attachment => {
                &[Pdf, Doc, Docx, Xls, Xlsx, Ppt, Pptx, Wps, Et, Ofd, Zip, Txt, Csv, Jpg, Png, Mp4, M4a, Mp3]
            }
            Self::SecrecyScan => &[Pdf, Jpg, Png],
            Self::Register => &[Xlsx, Xls, Ods, Csv],
            Self::Guides => &[Xlsx],
        }
    }

    /// The same as an `<input accept>` lists them: `.jpg,.jpeg,.png`.
    pub fn accept(self) -> String {
        let endings = self.formats().iter().flat_map(|format| format.endings());
        endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
    }

    /// The largest file, in bytes.
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::Image => MAX_IMAGE_BYTES,
            Self::Attachment => MAX_ATTACHMENT_BYTES,
            Self::SecrecyScan => MAX_SCAN_BYTES,
            Self::Register | Self::Guides => MAX_REGISTER_BYTES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_dialog_offers_what_is_taken_and_nothing_else() {
        assert_eq!(Purpose::SecrecyScan.accept(), ".pdf,.jpg,.jpeg,.jpe,.jfif,.png");
        let attachments = Purpose::Attachment.accept();
        let offered: Vec<&str> = attachments.split(',').collect();
        for taken in [".zip", ".mp4", ".m4a", ".mp3", ".docx", ".ofd"] {
            assert!(offered.contains(&taken), "{taken}");
        }
        for refused in [".rar", ".7z", ".exe", ".svg"] {
            assert!(!offered.contains(&refused), "{refused}");
        }
    }

    #[test]
    fn every_ending_leads_back_to_its_format() {
        for format in Format::ALL {
            assert_eq!(format.endings().first(), Some(&format.ext()));
            for ending in format.endings() {
                assert_eq!(Format::from_ext(ending), Some(format), "{ending}");
            }
        }
        assert_eq!(Format::from_ext("rar"), None);
    }
}
