//! 各单位月度巡查情况: units × months, with filters in the address and no script.

use chrono::Datelike;
use domain::{
    desk::rounds::{RoundCell, RoundFilter, RoundMatrix},
    plan::UnitCode,
    round::RoundState,
    time,
};
use leptos::prelude::*;

use super::{option, value};

/// What the query asks for; what nobody can have meant is left out.
pub(super) fn filter(query: &str) -> RoundFilter {
    let value = |name| value(query, name);
    RoundFilter {
        year: value("year").parse().ok(),
        unit: UnitCode::parse(value("unit")),
        state: RoundState::from_code(value("state")),
    }
}

pub(super) fn sheet(title: String, matrix: RoundMatrix, filter: &RoundFilter) -> impl IntoView {
    let RoundMatrix { year, at, months, rows, units, first_year } = matrix;
    let headings = months
        .iter()
        .map(|due| {
            let title = format!("应于 {} 前签字（{}）；日历版本 {}", due.on, due.arithmetic, due.calendar);
            view! { <th scope="col" title=title>{format!("{}月", due.month.number())}</th> }
        })
        .collect_view();
    let all: Vec<&RoundCell> = rows.iter().flat_map(|(_, cells)| cells).collect();
    let counts = RoundState::ALL
        .into_iter()
        .filter(|state| *state != RoundState::NotOwed)
        .map(|state| format!("{} {}", state.label(), all.iter().filter(|cell| cell.state == state).count()))
        .collect::<Vec<_>>()
        .join("，");
    let is_empty = rows.is_empty();
    let lines = rows
        .into_iter()
        .map(|(unit, cells)| {
            let code = unit.code;
            let cells = cells.into_iter().map(|cell| cell_view(&code, &cell)).collect_view();
            view! { <tr><th scope="row">{unit.name}</th>{cells}</tr> }
        })
        .collect_view();
    let present = time::china_date(at).year().max(year);
    let years = (first_year.min(year)..=present).rev();
    let years = years.map(|one| option(one.to_string(), format!("{one}年"), one == year));
    let years = years.collect_view();
    let units = units
        .into_iter()
        .map(|unit| {
            let chosen = filter.unit.as_ref() == Some(&unit.code);
            option(unit.code.to_string(), unit.name, chosen)
        })
        .collect_view();
    let states = [RoundState::Missing, RoundState::Late, RoundState::Open, RoundState::Signed]
        .map(|state| option(state.code().to_owned(), state.label().to_owned(), filter.state == Some(state)));
    let due = months.iter().map(|due| format!("{}月 {}", due.month.number(), due.on)).collect::<Vec<_>>().join("，");
    view! {
        <h1 class="paper__title">{format!("{title}（{year}年）")}</h1>
        <form class="paper__query screen-only" method="get" action="/desk/print/rounds" role="search">
            <label>"年度" <select class="input input--select" name="year">{years}</select></label>
            <label>
                "单位"
                <select class="input input--select" name="unit"><option value="">"全部"</option>{units}</select>
            </label>
            <label>
                "情况"
                <select class="input input--select" name="state">
                    <option value="">"全部"</option>
                    {states.into_iter().collect_view()}
                </select>
            </label>
            <button type="submit" class="button button--secondary">"查询"</button>
            <a href="/desk/print/rounds">"清除"</a>
        </form>
        <p role="status">{counts}</p>
        {if is_empty {
            view! { <p>"没有符合条件的单位。"</p> }.into_any()
        } else {
            view! {
                <div class="paper__wide" tabindex="0" role="region" aria-label="各单位月度巡查情况">
                    <table class="paper__form paper__matrix">
                        <caption class="visually-hidden">"各单位各月巡查签字情况"</caption>
                        <thead><tr><th scope="col">"单位"</th>{headings}</tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }}
        <p>"“已签（3）”表示已签字，其中有问题的栏目 3 个；没有数字的，各栏均为正常。"</p>
        <p>{format!("签字期限为当月最后一个工作日：{due}。")}</p>
        <p class="paper__foot">{format!("截至 {}", time::minute(at))}</p>
    }
}

fn cell_view(unit: &UnitCode, cell: &RoundCell) -> impl IntoView + use<> {
    let href = format!("/desk/print/rounds/{unit}/{}", cell.month);
    let words = match (cell.state, cell.problems) {
        (RoundState::NotOwed, _) => return view! { <td>"—"</td> }.into_any(),
        (state, 0) => state.label().to_owned(),
        (state, problems) => format!("{}（{problems}）", state.label()),
    };
    let title = cell.signed.as_ref().map(|signed| {
        let problems =
            if cell.problems == 0 { String::new() } else { format!("，有问题的栏目 {} 个", cell.problems) };
        format!("{}（经办 {}）{}{problems}", signed.head, signed.by, time::minute(signed.at))
    });
    let class = format!("paper__state paper__state--{}", cell.state.code());
    view! { <td class=class><a href=href title=title>{words}</a></td> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filters_stand_in_the_address() {
        let asked = filter("year=2026&unit=jyj&state=missing");
        assert_eq!(
            (asked.year, asked.unit, asked.state),
            (Some(2026), UnitCode::parse("jyj"), Some(RoundState::Missing))
        );
        for nothing in ["", "year=&unit=&state=", "year=x&unit=%27&state=gone", "year"] {
            assert_eq!(filter(nothing), RoundFilter::default(), "{nothing}");
        }
    }
}
