//! Pictures that lost their address to the sanitiser because it was another site's: what is left of them shows nothing.

use super::SafeHtml;

impl SafeHtml {
    /// The text without pictures that have no address, and how many there were. In the place of each stands what it says
    /// to somebody who does not see it.
    pub fn without_lost_pictures(self) -> (Self, usize) {
        let mut text = String::with_capacity(self.0.len());
        let mut lost = 0;
        let mut pieces = self.0.split("<img");
        text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            // As the rewriter writes it: in a value stands neither `<` nor `>`, and `"` ends it.
            match piece.split_once('>') {
                Some((attributes, after)) if value(attributes, "src").is_none() => {
                    lost += 1;
                    let alternative = value(attributes, "alt").map(str::trim).filter(|words| !is_file_name(words));
                    let alternative = alternative.unwrap_or_default();
                    text.push_str(&alternative.replace("&quot;", "\""));
                    let after = without_empty_link(&mut text, after);
                    text.push_str(after);
                }
                _ => {
                    text.push_str("<img");
                    text.push_str(piece);
                }
            }
        }
        if lost == 0 {
            return (self, 0);
        }
        let text = text.replace("<p></p>", "").replace("<figure></figure>", "");
        (Self::sanitise(&text), lost)
    }
}

/// `1.jpg`: what editors write where nobody has said what the picture shows.
fn is_file_name(words: &str) -> bool {
    let ending = words.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_of_picture = ending.is_some_and(|ending| ["jpg", "jpeg", "png", "gif", "bmp", "webp"].contains(&&*ending));
    is_of_picture && !words.contains(char::is_whitespace)
}

/// The value of an attribute of ours.
fn value<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = attributes.split_once(&format!(" {name}=\""))?;
    behind.split_once('"').map(|(value, _)| value)
}

/// Takes the link away that held the picture alone, for nobody could read where it leads; answers what follows.
fn without_empty_link<'a>(before: &mut String, after: &'a str) -> &'a str {
    let opened = before.rfind('<').filter(|at| before[*at..].starts_with("<a") && before.ends_with('>'));
    match (opened, after.strip_prefix("</a>")) {
        (Some(at), Some(behind)) => {
            before.truncate(at);
            behind
        }
        _ => after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_picture_leaves_its_words() {
        for (given, expected, lost) in [
            ("<p>无图</p>", "<p>无图</p>", 0),
            ("<p><img src=\"/media/a.webp\"></p>", "<p><img src=\"/media/a.webp\"></p>", 0),
            ("<p>一<img src=\"/upload/a.jpg\">二</p>", "<p>一二</p>", 1),
            ("<p>文</p><p><img src=\"/upload/a.jpg\" alt=\"会场\"></p>", "<p>文</p><p>会场</p>", 1),
            ("<p>文</p><p><img src=\"/upload/a.jpg\" alt=\" \"></p>", "<p>文</p>", 1),
            ("<p>文</p><p><img src=\"/upload/a.jpg\" alt=\"DSC_01.JPG\"></p>", "<p>文</p>", 1),
            ("<p>文</p><p><a href=\"/upload/b.jpg\"><img src=\"/upload/a.jpg\"></a></p>", "<p>文</p>", 1),
            (
                "<p>文</p><figure><img src=\"http://x.example/a.jpg\"></figure><p><img src=\"/media/b.webp\"></p>",
                "<p>文</p><p><img src=\"/media/b.webp\"></p>",
                1,
            ),
        ] {
            let (text, count) = SafeHtml::sanitise(given).without_lost_pictures();
            assert_eq!((text.as_str(), count), (expected, lost), "{given}");
        }
    }

    #[test]
    fn words_of_a_lost_picture_become_no_markup() {
        let given = "<p><img src=\"x\" alt='\"甲\" src=\"/media/a.webp\" &lt;b&gt; &amp; 乙'></p>";
        let (text, lost) = SafeHtml::sanitise(given).without_lost_pictures();
        assert_eq!((text.as_str(), lost), ("<p>\"甲\" src=\"/media/a.webp\" &lt;b&gt; &amp; 乙</p>", 1));
        assert_eq!(SafeHtml::sanitise(text.as_str()), text);
    }
}
