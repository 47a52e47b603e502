//! The next thirty days as a calendar: what falls due when, on which days nobody works.

use chrono::{Datelike, NaiveDate};
use domain::desk::board::DayAhead;
use leptos::prelude::*;

use crate::{desk::duty_words::short_day, ui::Panel};

const WEEK: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

#[component]
pub(super) fn Ahead(days: Vec<DayAhead>, today: NaiveDate) -> impl IntoView {
    let due: Vec<DayAhead> = days.iter().filter(|day| !day.due.is_empty()).cloned().collect();
    let weeks = weeks(days)
        .into_iter()
        .map(|week| view! { <tr>{week.into_iter().map(|day| cell(day, today)).collect_view()}</tr> })
        .collect_view();
    let headings = WEEK.map(|day| view! { <th scope="col">{day}</th> }).into_iter().collect_view();
    let list = due
        .into_iter()
        .map(|day| {
            let links = day.due.into_iter().enumerate().map(|(number, due)| {
                let before = if number > 0 { "、" } else { " " };
                view! { {before} <a href=due.address rel="external">{due.name}</a> }
            });
            view! {
                <li>
                    <span class="duties__day">{short_day(day.day, today)}</span> {links.collect_view()}
                </li>
            }
        })
        .collect_view();
    let nothing = list.is_empty().then(|| view! { <p class="note">"三十天内没有到期的事项。"</p> });
    view! {
        <Panel title="三十天内到期" id="ahead">
            <table class="ahead">
                <caption class="visually-hidden">"今后三十天，数字为当天到期的事项数"</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{weeks}</tbody>
            </table>
            {nothing}
            <ul class="duties__days">{list}</ul>
        </Panel>
    }
}

/// Weeks from Monday to Sunday; `None` before the first day and after the last.
fn weeks(days: Vec<DayAhead>) -> Vec<Vec<Option<DayAhead>>> {
    let before = days.first().map_or(0, |first| first.day.weekday().num_days_from_monday()) as usize;
    let mut cells: Vec<Option<DayAhead>> = std::iter::repeat_with(|| None).take(before).collect();
    cells.extend(days.into_iter().map(Some));
    while !cells.len().is_multiple_of(WEEK.len()) {
        cells.push(None);
    }
    cells.chunks(WEEK.len()).map(<[_]>::to_vec).collect()
}

fn cell(day: Option<DayAhead>, today: NaiveDate) -> AnyView {
    let Some(day) = day else { return view! { <td class="ahead__day ahead__day--none"></td> }.into_any() };
    let names: Vec<&str> = day.due.iter().map(|due| due.name.as_str()).collect();
    let title =
        [day.note.clone(), names.join("、")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；");
    let number =
        if day.day.day() == 1 { format!("{}/{}", day.day.month(), day.day.day()) } else { day.day.day().to_string() };
    let due = day.due.len();
    let off = if day.is_worked { "" } else { "休" };
    view! {
        <td
            class="ahead__day"
            class:ahead__day--off=!day.is_worked
            class:ahead__day--today=day.day == today
            class:ahead__day--due=(due > 0)
            title=title
        >
            <span class="ahead__number">{number}</span>
            <span class="ahead__off">{off}</span>
            {(due > 0).then(|| view! { <strong class="ahead__due">{due}<span class="visually-hidden">" 项到期"</span></strong> })}
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_are_whole() {
        let first: NaiveDate = "2026-11-26".parse().expect("a Thursday");
        let days = first.iter_days().take(30).map(|day| DayAhead {
            day,
            is_worked: true,
            note: String::new(),
            due: Vec::new(),
        });
        let weeks = weeks(days.collect());
        assert_eq!(weeks.len(), 5);
        assert!(weeks.iter().all(|week| week.len() == 7));
        assert_eq!(weeks[0].iter().position(Option::is_some), Some(3));
        assert_eq!(weeks.iter().flatten().flatten().count(), 30);
    }
}
