//! Pages of a list: links, the total, and a form to jump. Works without script; every page has its own address.

use std::{collections::BTreeSet, fmt::Write};

use leptos::prelude::*;

use super::{Icon, IconName};

/// Where a page of the list is: the list's path and its other filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Place {
    path: String,
    query: Vec<(String, String)>,
}

impl Place {
    /// The address of page `number`; the first page is the list itself, so that it has one address only.
    fn href(&self, number: i64) -> String {
        let page = (number > 1).then(|| ("page".to_owned(), number.to_string()));
        let query: Vec<(String, String)> = self.query.iter().cloned().chain(page).collect();
        address(&self.path, &query)
    }
}

/// `path?key=value&…`; without a query the path alone.
pub fn address(path: &str, query: &[(String, String)]) -> String {
    let pairs: Vec<String> = query.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Percent-encoding of a query part (RFC 3986 §2.3: everything but the unreserved characters).
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            other => write!(encoded, "%{other:02X}").expect("writing to a String cannot fail"),
        }
    }
    encoded
}

/// The page numbers to show around `current`; `None` is a gap.
fn window(current: i64, count: i64) -> Vec<Option<i64>> {
    let around = [1, current - 1, current, current + 1, count];
    let numbers: BTreeSet<i64> = around.into_iter().filter(|n| (1..=count).contains(n)).collect();
    let mut shown = Vec::new();
    let mut last = 0;
    for number in numbers {
        match number - last {
            1 => {}
            2 => shown.push(Some(last + 1)),
            _ => shown.push(None),
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

/// Nothing at all for a list that fits on one page, except its total.
#[component]
pub fn Pager(
    /// The page shown, from 1.
    number: i64,
    /// How many pages there are.
    count: i64,
    /// How many entries there are on all pages.
    total: i64,
    /// The list's address without its query.
    #[prop(into)]
    path: String,
    /// The list's other filters, kept on every page.
    #[prop(optional)]
    query: Vec<(String, String)>,
    /// What is counted: 条, 人.
    #[prop(default = "条")]
    unit: &'static str,
) -> impl IntoView {
    let place = Place { path, query };
    if count <= 1 {
        return view! { <p class="pager__total pager__total--alone">{format!("共 {total} {unit}")}</p> }.into_any();
    }
    let step = |to: i64, label: &'static str, icon: IconName, rel: &'static str| {
        (1..=count).contains(&to).then(|| {
            view! {
                <li class="pager__item">
                    <a class="pager__link pager__link--step" href=place.href(to) rel=rel>
                        <Icon name=icon/>
                        <span>{label}</span>
                    </a>
                </li>
            }
        })
    };
    let numbers = window(number, count)
        .into_iter()
        .map(|shown| match shown {
            None => view! { <li class="pager__item pager__item--gap" aria-hidden="true">"…"</li> }.into_any(),
            Some(n) => {
                let current = n == number;
                view! {
                    <li class="pager__item pager__item--number">
                        <a
                            class="pager__link"
                            href=place.href(n)
                            aria-label=format!("第 {n} 页")
                            aria-current=current.then_some("page")
                        >
                            {n}
                        </a>
                    </li>
                }
                .into_any()
            }
        })
        .collect_view();
    let filters = place
        .query
        .iter()
        .map(|(key, value)| view! { <input type="hidden" name=key.clone() value=value.clone()/> })
        .collect_view();
    view! {
        <nav class="pager" aria-label="分页">
            <p class="pager__total">{format!("共 {total} {unit} · 第 {number} / {count} 页")}</p>
            <ul class="pager__list">
                {step(number - 1, "上一页", IconName::ChevronLeft, "prev")}
                {numbers}
                {step(number + 1, "下一页", IconName::ChevronRight, "next")}
            </ul>
            <form class="pager__jump" method="get" action=place.path.clone()>
                {filters}
                <label for="pager-page">"跳到第"</label>
                <input
                    class="input pager__input"
                    id="pager-page"
                    name="page"
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max=count
                    value=number
                    required
                />
                <span aria-hidden="true">"页"</span>
                <button class="button button--secondary button--small" type="submit">"跳转"</button>
            </form>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_is_the_list_itself() {
        let place = Place { path: "/c/tzgg".into(), query: Vec::new() };
        assert_eq!(place.href(1), "/c/tzgg");
        assert_eq!(place.href(3), "/c/tzgg?page=3");
        let filtered = Place { path: "/desk/items".into(), query: vec![("words".into(), "住房 保障".into())] };
        assert_eq!(filtered.href(2), "/desk/items?words=%E4%BD%8F%E6%88%BF%20%E4%BF%9D%E9%9A%9C&page=2");
    }

    #[test]
    fn the_window_shows_both_ends_and_the_neighbours() {
        assert_eq!(window(1, 2), [Some(1), Some(2)]);
        assert_eq!(window(1, 9), [Some(1), Some(2), None, Some(9)]);
        assert_eq!(window(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(window(3, 5), [Some(1), Some(2), Some(3), Some(4), Some(5)], "a gap of one page is that page");
    }
}
