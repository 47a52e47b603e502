//! 简繁转换: a finished page in traditional characters, phrase by phrase (头发 头髮, 发展 發展).
//!
//! The rules are those of s2tw in `OpenCC`: the shapes of today's schoolbooks and input methods (為 裡 群), where plain s2t
//! writes those of old prints (爲 裏 羣). Its phrases choose between characters only; s2twp would also put words of
//! elsewhere in the place of ours (信息 資訊), and an official text keeps its words.

use std::{cell::Cell, rc::Rc, sync::LazyLock};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use lol_html::{HandlerResult, RewriteStrSettings, doc_text, element, end_tag, html_content::Element, rewrite_str};

/// The dictionaries, unpacked at the first page that asks for them.
static CONVERTER: LazyLock<OpenCC> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2tw).expect("the dictionaries are inside the executable"));

/// Whose words stay as they are: code, what a reader types or sends, another language, and what says so itself.
const KEPT: &str = "script, style, textarea, option:not([value]), [translate=no], body [lang]:not([lang|=zh])";
/// Elements with words in attributes that somebody reads or hears.
const WORDED: &str = "[title], [alt], [aria-label], [placeholder]";
const WORDED_ATTRIBUTES: [&str; 4] = ["title", "alt", "aria-label", "placeholder"];
/// The page's description for search results. Other page tags are read by inspections, which compare them.
const DESCRIPTIONS: &str = "meta[name=description], meta[name=Description], meta[name=ColumnDescription]";

/// `text` in traditional characters.
pub fn text(text: &str) -> String {
    CONVERTER.convert(text)
}

/// The words of the page `html` in traditional characters; addresses, form values and every other byte stay.
///
/// A page that cannot be read to its end comes back as it was.
pub fn page(html: &str) -> String {
    let kept = Rc::new(Cell::new(0_u32));
    let inside = kept.clone();
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!(KEPT, |element| keep(element, &kept)))
        .append_element_content_handler(element!(WORDED, |element| convert(element, &WORDED_ATTRIBUTES)))
        .append_element_content_handler(element!(DESCRIPTIONS, |element| convert(element, &["content"])))
        .append_document_content_handler(doc_text!(move |chunk| {
            if inside.get() == 0 && !chunk.as_str().is_ascii() {
                let words = text(chunk.as_str());
                chunk.set_str(words);
            }
            Ok(())
        }));
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

/// Counts how many kept elements stand around what follows.
fn keep(element: &mut Element<'_, '_>, kept: &Rc<Cell<u32>>) -> HandlerResult {
    if element.can_have_content() {
        kept.set(kept.get() + 1);
        let kept = kept.clone();
        element.on_end_tag(end_tag!(move |_| {
            kept.set(kept.get().saturating_sub(1));
            Ok(())
        }))?;
    }
    Ok(())
}

fn convert(element: &mut Element<'_, '_>, attributes: &[&str]) -> HandlerResult {
    for name in attributes {
        if let Some(words) = element.get_attribute(name).filter(|words| !words.is_ascii()) {
            element.set_attribute(name, &text(&words))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_decide_between_characters() {
        for (simplified, traditional) in [
            ("政务公开", "政務公開"),
            ("经济发展和头发", "經濟發展和頭髮"),
            ("皇后在后面", "皇后在後面"),
            ("干部晒干粮食", "幹部曬乾糧食"),
            ("为人民服务", "為人民服務"),
            ("隆安县城厢镇布泉乡", "隆安縣城廂鎮布泉鄉"),
            ("信息、软件、网络", "信息、軟件、網絡"),
        ] {
            assert_eq!(text(simplified), traditional);
        }
    }

    #[test]
    fn words_change_and_nothing_else() {
        let html = concat!(
            "<!DOCTYPE html><html lang=\"zh-Hant\"><head><title>通知公告</title>",
            "<meta name=\"SiteName\" content=\"隆安县\"><meta name=\"description\" content=\"县政府&quot;通知&quot;\">",
            "<script>const 县 = '县';</script></head><body>",
            "<a href=\"/c/县?q=县&amp;x=1\" title=\"县长信箱\" download=\"通知.pdf\">县长&amp;信箱 &lt;2&gt;</a>",
            "<input value=\"县\" placeholder=\"输入县名\"><textarea>县</textarea>",
            "<select><option>县</option><option value=\"a\">县</option></select>",
            "<img src=\"/县.png\" alt=\"县城风光\"><p lang=\"ja\">県と县</p><p lang=\"zh-CN\">县</p>",
            "<b translate=\"no\">县<i>县</i></b>县</body></html>",
        );
        let expected = concat!(
            "<!DOCTYPE html><html lang=\"zh-Hant\"><head><title>通知公告</title>",
            "<meta name=\"SiteName\" content=\"隆安县\"><meta name=\"description\" content=\"縣政府&quot;通知&quot;\">",
            "<script>const 县 = '县';</script></head><body>",
            "<a href=\"/c/县?q=县&amp;x=1\" title=\"縣長信箱\" download=\"通知.pdf\">縣長&amp;信箱 &lt;2&gt;</a>",
            "<input value=\"县\" placeholder=\"輸入縣名\"><textarea>县</textarea>",
            "<select><option>县</option><option value=\"a\">縣</option></select>",
            "<img src=\"/县.png\" alt=\"縣城風光\"><p lang=\"ja\">県と县</p><p lang=\"zh-CN\">縣</p>",
            "<b translate=\"no\">县<i>县</i></b>縣</body></html>",
        );
        assert_eq!(page(html), expected);
    }

    #[test]
    fn a_page_without_chinese_is_the_same() {
        let html = "<p class=a>plain <b>text</b></p>";
        assert_eq!(page(html), html);
    }
}
