//! File names: what a citizen will see and what must not reach a file system or a header.

use super::{Format, Purpose, Refused};

/// Longest name in characters, extension included; file systems end at 255 bytes and a Chinese character takes three.
const MAX_CHARS: usize = 80;

/// Extensions that some system runs or some browser interprets.
const DANGEROUS: &[&str] = &[
    "exe", "bat", "cmd", "com", "scr", "pif", "msi", "dll", "lnk", "js", "mjs", "vbs", "vbe", "wsf", "ps1", "hta",
    "cpl", "reg", "jar", "apk", "sh", "php", "jsp", "jspx", "asp", "aspx", "cgi", "py", "pl",
];

/// Extensions that a browser shows as a page of the site.
const ACTIVE: &[&str] = &["html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "swf"];

/// Whether a file of this name is a program or a page, for entries of archives.
pub(super) fn is_dangerous(ext: &str) -> bool {
    DANGEROUS.contains(&ext)
}

/// The name without path and debris, and the format that its extension states.
pub(super) fn clean(name: &str, purpose: Purpose) -> Result<(String, Format), Refused> {
    // Some browsers send the whole path.
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let base: String =
        base.chars().filter(|c| !is_invisible(*c)).map(|c| if is_reserved(c) { '_' } else { c }).collect();
    let base = base.split_whitespace().collect::<Vec<_>>().join(" ");
    let base = base.trim_matches(['.', ' ']);
    let (stem, ext) = base.rsplit_once('.').ok_or_else(|| not_allowed("无扩展名", purpose))?;
    let ext = ext.to_lowercase();
    let stem = stem.trim_matches(['.', ' ']);
    if is_dangerous(&ext) {
        return Err(Refused::Program);
    }
    if ACTIVE.contains(&ext.as_str()) {
        return Err(Refused::ActiveContent);
    }
    let format = Format::from_ext(&ext)
        .filter(|format| purpose.formats().contains(format))
        .ok_or_else(|| not_allowed(&ext, purpose))?;
    // 方案.docx.pdf is how offices name an export; 方案.exe.pdf is a trap.
    let hidden = stem.split('.').skip(1).map(|part| part.trim().to_lowercase());
    if let Some(ext) = hidden.into_iter().find(|part| is_dangerous(part) || ACTIVE.contains(&part.as_str())) {
        return Err(Refused::HiddenExtension { ext });
    }
    if stem.is_empty() {
        return Err(Refused::NameUnusable);
    }
    let stem: String = stem.chars().take(MAX_CHARS - format.ext().len() - 1).collect();
    Ok((format!("{}.{}", stem.trim_end(), format.ext()), format))
}

fn not_allowed(ext: &str, purpose: Purpose) -> Refused {
    let allowed = purpose.formats().iter().map(|format| format.ext()).collect::<Vec<_>>().join("、");
    Refused::FormatNotAllowed { ext: ext.chars().take(20).collect(), allowed }
}

/// Control characters, and the marks that turn the direction of writing: with them `fdp.exe` reads `exe.pdf`.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Has a meaning to file systems, shells or headers.
fn is_reserved(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | ';' | '`' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_paths_and_debris_but_keep_their_words() {
        for (given, cleaned) in [
            ("附件1：隆安县2018年预算（草案）.PDF", "附件1：隆安县2018年预算（草案）.pdf"),
            ("C:\\Users\\张\\桌面\\方案.docx", "方案.docx"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("  名 \t 单 .xlsx", "名 单.xlsx"),
            ("甲\u{202e}fdp.乙.pdf", "甲fdp.乙.pdf"),
            ("a\"b<c>.pdf", "a_b_c_.pdf"),
            ("照片.JPEG", "照片.jpg"),
            ("\u{202e}.甲.pdf", "甲.pdf"),
            ("1.2版.方案.docx", "1.2版.方案.docx"),
            ("方案.docx.pdf", "方案.docx.pdf"),
        ] {
            assert_eq!(clean(given, Purpose::Attachment).unwrap().0, cleaned);
        }
    }

    #[test]
    fn a_long_name_is_cut_before_its_extension() {
        let (name, _) = clean(&format!("{}.docx", "长".repeat(300)), Purpose::Attachment).unwrap();
        assert_eq!(name.chars().count(), MAX_CHARS);
        assert!(name.ends_with("长.docx"));
    }

    #[test]
    fn dangerous_names_are_refused() {
        for (name, refused) in [
            ("安装.exe", Refused::Program),
            ("页面.HTML", Refused::ActiveContent),
            ("图.svg", Refused::ActiveContent),
            ("通知.exe.pdf", Refused::HiddenExtension { ext: "exe".into() }),
            ("通知.php .pdf", Refused::HiddenExtension { ext: "php".into() }),
            (".pdf", Refused::FormatNotAllowed { ext: "无扩展名".into(), allowed: "pdf、jpg、png".into() }),
            ("通知.docx", Refused::FormatNotAllowed { ext: "docx".into(), allowed: "pdf、jpg、png".into() }),
            ("...  .pdf", not_allowed("无扩展名", Purpose::SecrecyScan)),
        ] {
            assert_eq!(clean(name, Purpose::SecrecyScan).unwrap_err(), refused, "{name:?}");
        }
    }
}
