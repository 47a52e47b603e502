//! Filters of a list, as ordinary links: each choice with the number of items that it would leave. They live in the
//! address, work without script, and a filtered list can be passed on.

use cms::portal::FacetChoices;
use domain::{
    kind::Facet,
    plan::{Column, ColumnKind},
};
use leptos::prelude::*;

use super::{address, parameters::Parameter, request};
use crate::ui::{Icon, IconName, pager};

/// More choices than this stand behind a summary.
const SHORT: usize = 12;
/// The longest value that is looked for; nothing that the kinds write is longer.
const LONGEST: usize = 200;

/// What a reader chose in the address: at most one value of each facet, and words.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    pub(super) values: Vec<(Facet, String)>,
    pub(super) words: String,
}

impl Chosen {
    pub(super) fn of_request() -> Self {
        let asked = |parameter: Parameter| {
            request::query(parameter)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty() && text.len() <= LONGEST)
        };
        let values =
            Facet::ALL.into_iter().filter_map(|facet| Some((facet, asked(Parameter::Facet(facet))?))).collect();
        Self { values, words: asked(Parameter::Words).unwrap_or_default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.words.is_empty()
    }

    /// As the query of an address.
    pub(super) fn query(&self) -> Vec<(String, String)> {
        let words = (!self.words.is_empty()).then(|| (Parameter::Words.name().to_owned(), self.words.clone()));
        words
            .into_iter()
            .chain(self.values.iter().map(|(facet, value)| (facet.code().to_owned(), value.clone())))
            .collect()
    }

    fn value(&self, facet: Facet) -> Option<&str> {
        self.values.iter().find(|(chosen, _)| *chosen == facet).map(|(_, value)| value.as_str())
    }

    /// The same list with another value of one facet, or none.
    fn with(&self, facet: Facet, value: Option<&str>) -> Self {
        let mut other = self.clone();
        other.values.retain(|(chosen, _)| *chosen != facet);
        other.values.extend(value.map(|value| (facet, value.to_owned())));
        other
    }
}

/// The form for words and the choices of every facet; nothing where there is nothing to choose.
pub(super) fn filter(column: &Column, chosen: &Chosen, facets: Vec<FacetChoices>, total: i64) -> Option<AnyView> {
    if facets.is_empty() && chosen.is_empty() {
        return None;
    }
    let path = address::column_page(&column.code);
    let hidden = chosen
        .values
        .iter()
        .map(|(facet, value)| view! { <input type="hidden" name=facet.code() value=value.clone()/> })
        .collect_view();
    let groups = facets
        .into_iter()
        .map(|choices| group(&path, chosen, name(choices.facet, column.kind), choices))
        .collect_view();
    let clear = (!chosen.is_empty()).then(|| {
        view! {
            <p class="facets__clear">
                {format!("已按条件筛选，共 {total} 条。")}
                <a href=path.clone()>"清除全部条件"</a>
            </p>
        }
    });
    Some(
        view! {
            <section class="facets-box" aria-label="筛选">
                <form class="facets__form" method="get" action=path.clone() role="search">
                    <label class="visually-hidden" for="facets-words">"在本栏目中查找"</label>
                    <input
                        class="input"
                        id="facets-words"
                        type="search"
                        name=Parameter::Words.name()
                        value=chosen.words.clone()
                        placeholder=looked_for(column.kind)
                        maxlength="60"
                    />
                    {hidden}
                    <button class="button button--primary" type="submit">
                        <Icon name=IconName::Search/>
                        <span class="button__label">"查找"</span>
                    </button>
                </form>
                {groups}
                {clear}
            </section>
        }
        .into_any(),
    )
}

/// What stands in the titles of such a column, in the words of whoever looks for it.
const fn looked_for(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Documents | ColumnKind::Decisions => "标题或文号",
        ColumnKind::Services => "事项名称",
        ColumnKind::Leaders => "姓名或标题",
        ColumnKind::Institutions => "机构名称",
        ColumnKind::Accounts => "账号名称",
        _ => "标题",
    }
}

/// What a facet is called where it means something of its own.
const fn name(facet: Facet, kind: ColumnKind) -> &'static str {
    match (facet, kind) {
        (Facet::Issuer, ColumnKind::Interpretations) => "解读机构",
        (Facet::Issuer, ColumnKind::Decisions) => "决定机关",
        _ => facet.label(),
    }
}

fn group(path: &str, chosen: &Chosen, name: &'static str, of_facet: FacetChoices) -> AnyView {
    let FacetChoices { facet, mut choices } = of_facet;
    let now = chosen.value(facet);
    if choices.len() > SHORT {
        // What was chosen stands first, where the list would hide it.
        choices.sort_by_key(|(value, _)| now != Some(value.as_str()));
    }
    let all = pager::address(path, &chosen.with(facet, None).query());
    let link = |value: &str, count: i64| {
        let is_now = now == Some(value);
        // Pressing the chosen one again lets it go.
        let href = if is_now { all.clone() } else { pager::address(path, &chosen.with(facet, Some(value)).query()) };
        view! {
            <li>
                <a class="facet" href=href aria-current=is_now.then_some("true") rel="nofollow">
                    {value.to_owned()}
                    <span class="facet__count">{count}</span>
                </a>
            </li>
        }
    };
    let links: Vec<_> = choices.iter().map(|(value, count)| link(value, *count)).collect();
    let everything = view! {
        <li><a class="facet" href=all.clone() aria-current=now.is_none().then_some("true") rel="nofollow">"全部"</a></li>
    };
    if links.len() > SHORT {
        let open = now.is_some();
        let words = now.map_or_else(|| format!("{name}（{} 项）", links.len()), |now| format!("{name}：{now}"));
        return view! {
            <details class="facets__group facets__group--long" open=open>
                <summary>{words}</summary>
                <ul class="facets__list">{everything} {links}</ul>
            </details>
        }
        .into_any();
    }
    let id = format!("facet-{}", facet.code());
    view! {
        <div class="facets__group" role="group" aria-labelledby=id.clone()>
            <span class="facets__name" id=id.clone()>{name}</span>
            <ul class="facets__list">{everything} {links}</ul>
        </div>
    }
    .into_any()
}
