//! Text with markup: the only place where HTML goes into a page as it is.

use leptos::prelude::*;

/// HTML that the server's sanitiser has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Takes HTML that a server function delivered in a field which its type documents as sanitised
    /// (`Comparison::left_html`). Nothing typed in the browser may come this way.
    pub fn delivered(html: String) -> Self {
        Self(html)
    }
}

#[cfg(feature = "ssr")]
impl From<documents::html::SafeHtml> for Markup {
    fn from(html: documents::html::SafeHtml) -> Self {
        Self(html.into_string())
    }
}

#[cfg(feature = "ssr")]
impl Markup {
    /// For citizens, who see its first picture before any other of the page when it `leads`: every table in a box of its own that the keyboard can scroll; every picture in the sizes and
    /// formats that browsers choose from, with room kept for it; and every link whose address `leads_through` replaces
    /// (the leave-site notice) with the replacement. Nothing else changes.
    pub fn for_readers(
        html: &documents::html::SafeHtml,
        pictures: &cms::media::PagePictures,
        leads: bool,
        leads_through: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut markup = String::with_capacity(html.as_str().len() + 256);
        let mut rest = html.as_str();
        // What is seen at once comes first; pictures below wait until they come near.
        const LATER: &str = r#" loading="lazy""#;
        let mut loading = if leads { r#" fetchpriority="high""# } else { LATER };
        while let Some(start) = rest.find('<') {
            markup.push_str(&rest[..start]);
            let length = tag_length(&rest[start..]);
            let tag = &rest[start..start + length];
            match tag_name(tag) {
                "table" => {
                    markup.push_str(TABLE_BOX);
                    markup.push_str(tag);
                }
                "/table" => {
                    markup.push_str(tag);
                    markup.push_str("</div>");
                }
                "a" => push_link(&mut markup, tag, &leads_through),
                "img" => {
                    push_picture(&mut markup, tag, pictures, loading);
                    loading = LATER;
                }
                _ => markup.push_str(tag),
            }
            rest = &rest[start + length..];
        }
        markup.push_str(rest);
        Self(markup)
    }
}

/// A group and not a region: a text with several tables would have several landmarks of one name.
#[cfg(feature = "ssr")]
const TABLE_BOX: &str = r#"<div class="prose__table" role="group" aria-label="表格" tabindex="0">"#;

/// Length of the tag at the start of `html`. The sanitiser's serialiser quotes every attribute with `"`, inside of
/// which `<` and `>` are text.
#[cfg(feature = "ssr")]
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// `table` of `<table class="x">`, `/table` of `</table>`.
#[cfg(feature = "ssr")]
fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(name.len());
    &name[..end]
}

/// The widest that a picture of a text is shown, in CSS pixels: `--reading-width`.
#[cfg(feature = "ssr")]
const TEXT_WIDTH: u32 = 864;

/// Writes a picture. One that is not in the media store any more has no size.
#[cfg(feature = "ssr")]
fn push_picture(markup: &mut String, tag: &str, pictures: &cms::media::PagePictures, loading: &str) {
    use std::fmt::Write;

    use super::page_picture::Framed;

    let Some(picture) = attribute(tag, "src").and_then(|src| pictures.get(src)) else {
        let open = tag.strip_suffix('>').unwrap_or(tag);
        markup.push_str(&[open, loading, r#" decoding="async">"#].concat());
        return;
    };
    // An author may have made it smaller.
    let chosen = attribute(tag, "width").and_then(|width| width.parse().ok()).filter(|&width| width > 0);
    let Framed { sources, src, width, height } = Framed::new(picture).at_most(chosen.unwrap_or(u32::MAX));
    let shown = width.min(TEXT_WIDTH);
    markup.push_str("<picture>");
    for (mime, srcset) in sources {
        // Writing into a String cannot fail, here and below.
        let _ = write!(
            markup,
            r#"<source type="{mime}" srcset="{srcset}" sizes="(max-width: {shown}px) 100vw, {shown}px">"#
        );
    }
    let _ = write!(markup, r#"<img src="{src}" width="{width}" height="{height}""#);
    if let Some(alt) = attribute(tag, "alt") {
        let _ = write!(markup, r#" alt="{alt}""#);
    }
    markup.push_str(loading);
    markup.push_str(r#" decoding="async"></picture>"#);
}

/// The value of an attribute as it is written in a tag of the sanitiser.
#[cfg(feature = "ssr")]
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((before, from)) = rest.split_once("=\"") {
        let (value, after) = from.split_once('"')?;
        if before.rsplit(' ').next() == Some(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Writes the opening tag of a link with its address replaced where that is asked for.
#[cfg(feature = "ssr")]
fn push_link(markup: &mut String, tag: &str, leads_through: &impl Fn(&str) -> Option<String>) {
    const HREF: &str = " href=\"";
    let replaced = tag.find(HREF).and_then(|at| {
        let (before, from) = tag.split_at(at + HREF.len());
        let (address, after) = from.split_once('"')?;
        leads_through(&without_entities(address)).map(|through| (before, through, after))
    });
    match replaced {
        Some((before, through, after)) => {
            markup.push_str(before);
            markup.push_str(&through.replace('&', "&amp;").replace('"', "&quot;"));
            markup.push('"');
            markup.push_str(after);
        }
        None => markup.push_str(tag),
    }
}

/// The address that an attribute's value stands for; the sanitiser's serialiser writes no other entities.
#[cfg(feature = "ssr")]
fn without_entities(value: &str) -> String {
    let marks = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    marks.iter().fold(value.to_owned(), |text, (entity, mark)| text.replace(entity, mark))
}

/// Text of an item, laid out as `style/base/_prose.scss` says.
#[component]
pub fn RichText(
    #[prop(into)] html: Markup,
    /// First lines indented by two characters, as official texts are set.
    #[prop(optional)]
    indented: bool,
) -> impl IntoView {
    view! { <div class="prose" class:prose--indented=indented inner_html=html.0></div> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use cms::media::{PagePicture, PagePictures};
    use documents::html::SafeHtml;

    use super::*;

    fn readers(html: &str) -> String {
        let through = |address: &str| address.contains("foreign").then(|| format!("/leave?to={}", address.len()));
        let known = [("/media/a.jpg", "image/jpeg", 2000, 1000), ("/media/b.webp", "image/webp", 600, 401)];
        let known = known.map(|(address, mime, width, height)| PagePicture::new(address, mime, width, height));
        let pictures: PagePictures = known.into_iter().map(|picture| (picture.address().to_owned(), picture)).collect();
        Markup::for_readers(&SafeHtml::sanitise(html), &pictures, true, through).0
    }

    #[test]
    fn a_picture_comes_in_the_sizes_of_pages_and_keeps_its_room() {
        let made = readers("<figure><img src=\"/media/a.jpg\" alt=\"大桥 &quot;甲&quot;\"></figure>");
        let sizes = "sizes=\"(max-width: 864px) 100vw, 864px\"";
        let avif = "/media/a.jpg/w320.avif 320w, /media/a.jpg/w640.avif 640w, /media/a.jpg/w960.avif 960w, \
                    /media/a.jpg/w1280.avif 1280w";
        let webp = avif.replace("avif", "webp");
        assert_eq!(
            made,
            format!(
                "<figure><picture><source type=\"image/avif\" srcset=\"{avif}\" {sizes}>\
                 <source type=\"image/webp\" srcset=\"{webp}\" {sizes}>\
                 <img src=\"/media/a.jpg/w1280.jpg\" width=\"2000\" height=\"1000\" alt=\"大桥 &quot;甲&quot;\" \
                 fetchpriority=\"high\" decoding=\"async\"></picture></figure>"
            )
        );
    }

    #[test]
    fn only_the_first_picture_is_loaded_at_once() {
        let made = readers(
            "<p><img src=\"/media/a.jpg\" alt=\"\"></p><p><img src=\"/media/b.webp\" alt=\"\" width=\"300\"></p>\
             <p><img src=\"/media/gone.jpg\" alt=\"\"></p>",
        );
        assert_eq!((made.matches("fetchpriority").count(), made.matches("loading=\"lazy\"").count()), (1, 2), "{made}");
        assert!(
            made.contains("src=\"/media/b.webp/w640.png\" width=\"300\" height=\"201\""),
            "as the author said: {made}"
        );
        assert!(made.contains("<img alt=\"\" src=\"/media/gone.jpg\" loading=\"lazy\" decoding=\"async\">"), "{made}");
    }

    #[test]
    fn a_table_gets_a_box_to_scroll_in() {
        let made =
            readers("<p>前</p><table><tbody><tr><th scope=\"row\">甲</th><td>1</td></tr></tbody></table><p>后</p>");
        assert!(made.contains(&format!("<p>前</p>{TABLE_BOX}<table>")), "{made}");
        assert!(made.contains("</table></div><p>后</p>"), "{made}");
    }

    #[test]
    fn only_foreign_links_change() {
        let made = readers("<p><a href=\"https://foreign.example/?a=1&amp;b=2\">外</a><a href=\"/c/tzgg\">内</a></p>");
        assert!(made.contains("href=\"/leave?to=32\""), "{made}");
        assert!(made.contains("href=\"/c/tzgg\""), "{made}");
    }

    #[test]
    fn an_address_is_read_as_a_browser_reads_it() {
        let html = "<p><a href=\"https://foreign.example/?q=&quot;&amp;lt;&quot;\">外</a></p>";
        let through = |address: &str| Some(format!("/leave?to={address}"));
        let made = Markup::for_readers(&SafeHtml::sanitise(html), &PagePictures::new(), true, through).0;
        assert!(made.contains("href=\"/leave?to=https://foreign.example/?q=&quot;&amp;lt;&quot;\""), "{made}");
    }

    #[test]
    fn tags_inside_attributes_are_text() {
        let made = readers("<p><a href=\"/c/tzgg\" title=\"&lt;table&gt; > &lt;/table>\">内</a></p>");
        assert!(!made.contains("prose__table"), "{made}");
    }

    #[test]
    fn what_has_neither_stays_as_it_is() {
        let html = "<h2>一、总则</h2><p class=\"indent-2em\">甲 &lt; 乙 &amp; 丙</p><ul><li>一</li></ul>";
        assert_eq!(readers(html), SafeHtml::sanitise(html).into_string());
    }
}
