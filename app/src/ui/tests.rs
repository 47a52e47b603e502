//! Components rendered to HTML and read back: what assistive technology relies on.

use domain::{plan::AssuranceMode, workflow::Stage};
use leptos::prelude::*;
use scraper::{ElementRef, Html, Selector};

use super::*;

/// The HTML that the server would send.
fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> Html {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    Html::parse_fragment(&html)
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("tests write valid selectors");
    html.select(&selector).collect()
}

fn one<'a>(html: &'a Html, selector: &str) -> ElementRef<'a> {
    let found = all(html, selector);
    assert_eq!(found.len(), 1, "{selector} in {}", html.html());
    found[0]
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The components that the files of this folder offer: `#[component]` right above `pub fn`.
fn offered() -> Vec<String> {
    let mut names = Vec::new();
    for file in std::fs::read_dir("src/ui").expect("the folder is there") {
        let file = file.expect("the folder can be read").path();
        let code = std::fs::read_to_string(file).expect("it holds files of code only");
        let functions = code.split("#[component]").skip(1).filter_map(|rest| rest.trim_start().strip_prefix("pub fn "));
        names.extend(functions.filter_map(|rest| rest.split(['(', '<']).next()).map(str::to_owned));
    }
    names
}

fn is_part_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn every_component_is_exported_and_shown() {
    let (exports, page) = (include_str!("mod.rs"), include_str!("../desk/components.rs"));
    let exported: Vec<&str> = exports
        .lines()
        .filter(|line| line.starts_with("pub use "))
        .flat_map(|line| line.split(|c: char| !is_part_of_a_name(c)))
        .collect();
    let is_shown = |name: &str| {
        let tag = format!("<{name}");
        page.match_indices(&tag).any(|(at, _)| !page[at + tag.len()..].starts_with(is_part_of_a_name))
    };
    let names = offered();
    assert!(names.len() > 30, "the files of the folder were not understood: {names:?}");
    let not_exported: Vec<_> = names.iter().filter(|name| !exported.contains(&name.as_str())).collect();
    assert!(not_exported.is_empty(), "ui/mod.rs does not export {not_exported:?}");
    let not_shown: Vec<_> = names.iter().filter(|name| !is_shown(name)).collect();
    assert!(not_shown.is_empty(), "/desk/components does not show {not_shown:?}");
}

#[test]
fn a_control_has_its_label_hint_and_error() {
    let html = render(|| {
        view! {
            <Field label="标题" name="detail.title" hint="不超过 100 个字" error=Some("请填写标题".to_owned()) required=true>
                <TextInput value=RwSignal::new("甲 \"乙\"".to_owned())/>
            </Field>
        }
    });
    let input = one(&html, "input");
    assert_eq!(input.attr("value"), Some("甲 \"乙\""));
    assert_eq!(input.attr("name"), Some("detail.title"));
    assert_eq!(input.attr("aria-invalid"), Some("true"));
    assert!(input.attr("required").is_some());
    assert_eq!(one(&html, "label").attr("for"), input.attr("id"));
    let described = input.attr("aria-describedby").expect("a hint and an error describe it");
    let words: Vec<String> = described.split(' ').map(|id| text(one(&html, &format!("[id=\"{id}\"]")))).collect();
    assert_eq!(words, ["请填写标题", "不超过 100 个字"]);
}

#[test]
fn a_control_without_fault_is_not_marked() {
    let html = render(|| {
        view! { <Field label="来源" name="source"><TextInput value=RwSignal::new(String::new())/></Field> }
    });
    let input = one(&html, "input");
    assert_eq!(
        (input.attr("aria-invalid"), input.attr("aria-describedby"), input.attr("required")),
        (None, None, None)
    );
}

#[test]
fn no_text_breaks_out_of_a_text_area() {
    let attack = "\n第一行\n</textarea><script>alert(1)</script>&amp;";
    let html = render(|| {
        view! { <Field label="意见" name="note"><TextArea value=RwSignal::new(attack.to_owned())/></Field> }
    });
    assert!(all(&html, "script").is_empty());
    let typed: String = one(&html, "textarea").text().collect();
    assert_eq!(typed, attack, "what was typed comes back as it was");
}

#[test]
fn the_chosen_entry_of_a_list_is_selected() {
    let choices = vec![Choice::new("a", "甲"), Choice::new("b", "乙")];
    let html = render(move || {
        view! {
            <Field label="栏目" name="column">
                <Select value=RwSignal::new("b".to_owned()) choices empty="全部栏目"/>
            </Field>
        }
    });
    assert_eq!(all(&html, "option").into_iter().map(text).collect::<Vec<_>>(), ["全部栏目", "甲", "乙"]);
    assert_eq!(text(one(&html, "option[selected]")), "乙");
}

#[test]
fn choices_carry_their_own_labels() {
    let html = render(|| {
        view! {
            <Checkbox label="含个人信息" name="personal" checked=RwSignal::new(true)/>
            <RadioGroup
                legend="公开属性"
                name="disclosure"
                value=RwSignal::new("proactive".to_owned())
                choices=vec![Choice::new("proactive", "主动公开"), Choice::new("withheld", "不予公开")]
            />
        }
    });
    for input in all(&html, "input") {
        let id = input.attr("id").expect("every control has an id");
        one(&html, &format!("label[for=\"{id}\"]"));
    }
    assert_eq!(text(one(&html, "fieldset > legend")), "公开属性");
    assert_eq!(all(&html, "input[checked]").len(), 2);
}

#[test]
fn the_error_of_a_choice_describes_its_group() {
    let group = |error: Option<String>| {
        render(move || {
            let (value, choices) = (RwSignal::new(String::new()), vec![Choice::new("yes", "是")]);
            view! { <RadioGroup legend="到位" name="verdicts.1" value choices error=Signal::stored(error)/> }
        })
    };
    let wrong = group(Some("请判定".into()));
    let fieldset = one(&wrong, "fieldset#field-verdicts-1[tabindex=\"-1\"]");
    assert_eq!(fieldset.attr("aria-invalid"), Some("true"));
    let described_by = fieldset.attr("aria-describedby").expect("the error is read out with the question");
    assert_eq!(text(one(&wrong, &format!("p#{described_by}[role=alert]"))), "请判定");
    let right = group(None);
    let fieldset = one(&right, "fieldset");
    assert_eq!((fieldset.attr("aria-invalid"), fieldset.attr("aria-describedby")), (None, None));
}

#[test]
fn a_table_has_a_caption_and_scopes() {
    let html = render(|| {
        view! {
            <Table caption="待我处理" headings=vec![Heading::new("标题"), Heading::number("版本")]>
                <tr>
                    <RowHeading>"通知"</RowHeading>
                    <Cell label="版本" number=true>"3"</Cell>
                </tr>
            </Table>
        }
    });
    assert_eq!(text(one(&html, "table > caption")), "待我处理");
    assert_eq!(all(&html, "thead th[scope=col]").len(), 2);
    assert_eq!(text(one(&html, "tbody th[scope=row]")), "通知");
    assert_eq!(one(&html, "td").attr("data-label"), Some("版本"));
    assert_eq!(one(&html, ".table-box").attr("tabindex"), Some("0"), "the keyboard can scroll it");
}

#[test]
fn every_stage_has_a_word_an_icon_and_a_look() {
    for stage in Stage::ALL {
        let html = render(move || view! { <StageTag stage/> });
        let tag = one(&html, ".tag");
        assert_eq!(text(tag), stage.label());
        assert!(tag.value().classes().any(|class| class == format!("tag--{}", stage.code())));
        one(&html, ".tag svg");
    }
    for mode in AssuranceMode::ALL {
        assert_eq!(text(one(&render(move || view! { <ModeTag mode/> }), ".tag")), mode.label());
    }
}

#[test]
fn tabs_name_their_panels() {
    let html = render(|| {
        let active = RwSignal::new("checks");
        view! {
            <Tabs label="信息" tabs=vec![Tab::new("status", "状态"), Tab::new("checks", "检查").with_badge(Some(3))] active/>
            <TabPanel id="status" active>"甲"</TabPanel>
            <TabPanel id="checks" active>"乙"</TabPanel>
        }
    });
    for tab in all(&html, "[role=tab]") {
        let panel = tab.attr("aria-controls").expect("a tab controls a panel");
        let panel = one(&html, &format!("#{panel}"));
        assert_eq!(panel.attr("aria-labelledby"), tab.attr("id"));
        let selected = tab.attr("aria-selected") == Some("true");
        assert_eq!(panel.attr("hidden").is_none(), selected);
        assert_eq!(tab.attr("tabindex"), Some(if selected { "0" } else { "-1" }));
    }
    assert_eq!(text(one(&html, "[aria-selected=true]")), "检查3");
}

#[test]
fn pages_have_addresses_and_a_form_to_jump() {
    let html = render(|| {
        view! { <Pager number=3 count=34 total=671 path="/c/wjzl" query=vec![("words".into(), "住房".into())]/> }
    });
    assert_eq!(text(one(&html, "[aria-current=page]")), "3");
    assert_eq!(one(&html, "a[rel=prev]").attr("href"), Some("/c/wjzl?words=%E4%BD%8F%E6%88%BF&page=2"));
    assert_eq!(one(&html, "form").attr("action"), Some("/c/wjzl"));
    assert_eq!(one(&html, "input[type=hidden]").attr("value"), Some("住房"));
    assert!(text(one(&html, ".pager__total")).contains("共 671 条"));
}

#[test]
fn a_list_on_one_page_shows_only_its_total() {
    let html = render(|| view! { <Pager number=1 count=1 total=7 path="/c/tzgg"/> });
    assert!(all(&html, "nav").is_empty());
    assert!(html.html().contains("共 7 条"));
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = include_str!("../../../public/icons.svg");
    for icon in IconName::ALL {
        assert!(sprite.contains(&format!("<symbol id=\"{}\"", icon.symbol())), "{icon:?}");
    }
}

#[test]
fn an_icon_alone_has_words() {
    let html = render(|| view! { <IconButton label="关闭" icon=IconName::Close/> });
    let button = one(&html, "button");
    assert_eq!((button.attr("aria-label"), button.attr("title")), (Some("关闭"), Some("关闭")));
    assert_eq!(one(&html, "svg").attr("aria-hidden"), Some("true"));
}

#[test]
fn faults_of_a_form_link_to_their_fields() {
    let faults = vec![domain::desk::FieldFault::new("detail.issuer", "请填写发文机关")];
    let html = render(move || view! { <ErrorSummary faults/> });
    assert_eq!(one(&html, ".error-summary a").attr("href"), Some("#field-detail-issuer"));
    assert!(all(&render(|| view! { <ErrorSummary faults=Vec::new()/> }), ".error-summary").is_empty());
}
