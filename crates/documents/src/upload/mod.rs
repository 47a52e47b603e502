//! The gate for files from outside: what a file claims to be, what it is called and what it is must agree.
//!
//! ```
//! use documents::upload::{Purpose, Refused, accept};
//!
//! let page = b"<html><script>alert(1)</script></html>".to_vec();
//! assert_eq!(accept("通知.pdf", "application/pdf", page, Purpose::Attachment).unwrap_err(), Refused::ActiveContent);
//! let pdf = accept("C:\\桌面\\通知.PDF", "application/pdf", b"%PDF-1.7 ...".to_vec(), Purpose::Attachment).unwrap();
//! assert_eq!(pdf.name(), "通知.pdf");
//! ```

mod archive;
mod content;
mod declared;
mod file_name;

pub(crate) use content::MAX_PIXELS;
pub use domain::upload::{Format, MAX_ATTACHMENT_BYTES, MAX_IMAGE_BYTES, MAX_REGISTER_BYTES, MAX_SCAN_BYTES, Purpose};
pub(crate) use file_name::is_invisible;

const MEGABYTE: usize = 1024 * 1024;

/// A file that passed the gate.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    name: String,
    format: Format,
    bytes: Vec<u8>,
}

impl Accepted {
    /// The file's name as it may be shown and offered for download: no path, no control characters, the extension of
    /// its format.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The extension without dot, e.g. `docx`.
    pub fn ext(&self) -> &'static str {
        self.format.ext()
    }

    /// The media type to serve it with, whatever the browser declared.
    pub fn mime(&self) -> &'static str {
        self.format.mime()
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content, for the store.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl std::fmt::Debug for Accepted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accepted")
            .field("name", &self.name)
            .field("format", &self.format)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// Why a file was not taken. The text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing in it.
    #[error("文件是空的，请重新选择文件")]
    Empty,
    /// Larger than [`Purpose::max_bytes`].
    #[error("文件超过{limit_megabytes}MB，请压缩或拆分后再上传")]
    TooLarge {
        /// The limit.
        limit_megabytes: usize,
    },
    /// No name is left after cleaning.
    #[error("文件名无法使用，请改名后再上传")]
    NameUnusable,
    /// The extension is not on the list of the purpose.
    #[error("不支持“{ext}”格式，请转换为以下格式之一：{allowed}")]
    FormatNotAllowed {
        /// The extension found, or 无扩展名.
        ext: String,
        /// The list.
        allowed: String,
    },
    /// `通知.exe.pdf`: a second extension that a system may run.
    #[error("文件名中含有“.{ext}”，请改名后再上传")]
    HiddenExtension {
        /// The extension inside the name.
        ext: String,
    },
    /// A program or script.
    #[error("这是程序文件，不能上传")]
    Program,
    /// HTML or SVG, by name or by content.
    #[error("网页和 SVG 文件可能带有脚本，不能上传，请另存为 PDF 或图片")]
    ActiveContent,
    /// The content is not what the extension says.
    #[error("文件内容不是{ext}格式，请用相应软件打开后另存为{ext}，再上传")]
    ContentDiffers {
        /// The extension of the file's name.
        ext: &'static str,
    },
    /// The browser's declaration is not what the extension says.
    #[error("文件类型“{declared}”与扩展名“{ext}”不一致，请另存后再上传")]
    DeclaredDiffers {
        /// What the browser said.
        declared: String,
        /// The extension of the file's name.
        ext: &'static str,
    },
    /// A picture that cannot be read.
    #[error("图片已损坏，无法读取，请重新导出后再上传")]
    ImageDamaged,
    /// More pixels than may be decoded.
    #[error("图片尺寸{width}×{height}过大，请缩小到{limit_megapixels}00万像素以内再上传")]
    TooManyPixels {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// The limit.
        limit_megapixels: u64,
    },
    /// A ZIP container whose directory cannot be read.
    #[error("文件已损坏，无法读取，请重新保存后再上传")]
    ArchiveDamaged,
    /// It would unpack to more than anybody wants.
    #[error("文件解压后过大，请拆分后再上传")]
    ArchiveBomb,
    /// Nobody can check what is in it.
    #[error("文件设有密码，公众无法打开，请取消密码后再上传")]
    Encrypted,
    /// An archive with a program, or with a path that leads out of it.
    #[error("压缩包中的“{name}”不能公开发布，请删除后重新打包")]
    ArchiveHolds {
        /// The entry.
        name: String,
    },
    /// An office document with macros.
    #[error("文档含有宏，请另存为不含宏的格式后再上传")]
    Macros,
}

impl Refused {
    /// Said of a file larger than its purpose allows, also before all of it has been received.
    pub fn too_large(purpose: Purpose) -> Self {
        Self::TooLarge { limit_megabytes: purpose.max_bytes() / MEGABYTE }
    }
}

/// Takes a file or says why not. `declared_mime` is what the browser sent; it may be empty.
pub fn accept(name: &str, declared_mime: &str, bytes: Vec<u8>, purpose: Purpose) -> Result<Accepted, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > purpose.max_bytes() {
        return Err(Refused::too_large(purpose));
    }
    let (name, format) = file_name::clean(name, purpose)?;
    if !declared::may_be_declared_as(format, declared_mime) {
        return Err(Refused::DeclaredDiffers { declared: declared_mime.to_owned(), ext: format.ext() });
    }
    content::check(format, &bytes)?;
    Ok(Accepted { name, format, bytes })
}
