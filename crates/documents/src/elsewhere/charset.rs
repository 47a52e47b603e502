//! Bytes of a page as characters. Many government sites still write GBK, and not all of them say so.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// How far into a page its own word for its encoding is looked for, as browsers do.
const HEAD: usize = 1024;

/// The characters of `bytes`: by their byte order mark, else by the header `content-type`, else by what the page says
/// of itself, else as UTF-8 if they are, else as GB18030, which holds GBK and GB2312. What cannot be read becomes `�`.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    let said = content_type.and_then(label_in).or_else(|| {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
        label_in(&head)
    });
    // A mark at the start wins over everything, inside `decode`.
    let (text, ..) =
        said.unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 }).decode(bytes);
    text.into_owned()
}

/// The encoding that stands behind `charset=` or `encoding=`, with or without quotation marks.
fn label_in(text: &str) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    ["charset", "encoding"].into_iter().find_map(|word| {
        let (_, rest) = text.split_once(word)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_says_the_encoding_it_is_read() {
        let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
        for (what, bytes, content_type) in [
            ("header", gbk("国务院通知"), Some("text/html; charset=GB2312")),
            ("quoted header", gbk("国务院通知"), Some("text/html;charset=\"gbk\"")),
            ("nobody, GBK", gbk("国务院通知"), None),
            ("nobody, UTF-8", "国务院通知".into(), Some("text/html")),
            ("mark over header", "\u{feff}国务院通知".into(), Some("text/html; charset=gbk")),
            ("unknown word", "国务院通知".into(), Some("text/html; charset=none-such")),
        ] {
            assert_eq!(decode(&bytes, content_type), "国务院通知", "{what}");
        }
        let page =
            gbk("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head>国务院");
        assert!(decode(&page, Some("text/html")).ends_with("国务院"));
        let feed = gbk("<?xml version=\"1.0\" encoding=\"GBK\"?><rss>国务院</rss>");
        assert!(decode(&feed, Some("text/xml")).contains("国务院"));
        // A character outside GBK that GB18030 has.
        let rare = encoding_rs::GB18030.encode("㐂").0.into_owned();
        assert_eq!(decode(&rare, Some("text/html; charset=gb18030")), "㐂");
    }
}
