//! How the unit's columns stand, the worst first. From a red one it is one press to a draft in it.

use chrono::NaiveDate;
use domain::{
    desk::{
        board::{ColumnLine, MyDuties},
        content::NewItem,
        rounds::OwedRound,
    },
    obligation::{MatterKind, Side, State},
    plan::ColumnCode,
};
use leptos::prelude::*;

use crate::{
    api::{content, obligations},
    desk::{
        browser,
        duty_words::{days_left, short_day, waits_with},
        rounds::tag,
        state::Desk,
    },
    ui::{Button, ButtonLink, IconName, Panel, StateTag, Tone},
};

/// What is shown before somebody asks for all.
const SHOWN: usize = 7;

#[component]
pub(super) fn MyColumns(mine: MyDuties, reload: Callback<()>) -> impl IntoView {
    let MyDuties { today, unit_name, tally, mut lines, matters, rounds, .. } = mine;
    let rounds = rounds.into_iter().map(|round| round_line(round, today)).collect_view();
    let counts = State::ALL
        .into_iter()
        .filter(|state| tally.get(*state) > 0)
        .map(|state| view! { <li><StateTag state/> " " {tally.get(state)}</li> })
        .collect_view();
    // What is owed beside the columns stands among them: the worst first.
    lines.extend(matters);
    lines.sort_by_key(ColumnLine::urgency);
    let mut lines = lines.into_iter();
    let first: Vec<ColumnLine> = lines.by_ref().take(SHOWN).collect();
    let rest: Vec<ColumnLine> = lines.collect();
    let rows =
        move |lines: Vec<ColumnLine>| lines.into_iter().map(|line| view! { <Line line today reload/> }).collect_view();
    let more = (!rest.is_empty()).then(|| {
        let label = format!("其余 {} 项", rest.len());
        view! {
            <details class="duties__rest">
                <summary>{label}</summary>
                <ul class="duties__list">{rows(rest)}</ul>
            </details>
        }
    });
    let empty = first.is_empty().then(|| view! { <p>"方案没有为本单位安排栏目。"</p> });
    view! {
        <Panel title="本单位栏目和任务" id="my-columns">
            <p class="note">{unit_name}</p>
            <ul class="duties__list">{rounds}</ul>
            <ul class="duties__counts">{counts}</ul>
            {empty}
            <ul class="duties__list">{rows(first)}</ul>
            {more}
        </Panel>
    }
}

/// A monthly round that waits for a signature; a missing one stands in red.
fn round_line(round: OwedRound, today: NaiveDate) -> AnyView {
    let OwedRound { due, state } = round;
    let left = (due.on - today).num_days();
    let when = if left < 0 { format!("已过 {} 天", -left) } else { format!("还有 {left} 天") };
    let words = format!("应于 {} 前签字，{when}", short_day(due.on, today));
    let (href, label) = (format!("/desk/rounds?month={}", due.month), format!("{}月度巡查", due.month.label()));
    view! {
        <li class="duties__item">
            <p class="duties__name">
                {tag(state)} " " <a href=href>{label}</a> " " <span class="duties__due">{words}</span>
            </p>
            <p class="duties__note">{due.arithmetic}</p>
        </li>
    }
    .into_any()
}

#[component]
fn Line(line: ColumnLine, today: NaiveDate, reload: Callback<()>) -> impl IntoView {
    let due = line.due.map(|due| {
        let left = days_left(&line).map(|left| format!("（{left}）")).unwrap_or_default();
        format!("{}{left}", short_day(due, today))
    });
    let arithmetic = line.arithmetic.clone().unwrap_or_else(|| line.rule.clone());
    // Whose turn it is, where the column waits for a signature.
    let waits = waits_with(&line).filter(|_| line.with == Side::Lead);
    let waits = waits.map(|words| view! { <p class="duties__note">{words}</p> });
    let service = line.service.clone().map(|text| view! { <p class="duties__note">{text}</p> });
    let extended = line.extended.as_ref().map(|extended| format!("；{extended}"));
    let paused = line.paused.as_ref().map(|paused| format!("；{paused}"));
    let act = line.state.is_pressing().then(|| view! { <Act line=line.clone() reload/> });
    let (href, name) = (line.address(), line.titled());
    view! {
        <li class="duties__item duties__item--line">
            <div>
                <p class="duties__name">
                    <StateTag state=line.state/> " " <a href=href rel="external">{name}</a> " " <span class="duties__due">{due}</span>
                </p>
                <p class="duties__note">{arithmetic} {extended} {paused}</p>
                {waits}
                {service}
            </div>
            {act}
        </li>
    }
}

/// Whether 无变化 is enough. An empty column is filled, and an item on its way that sets the state is published; any other
/// that is on its way, or came back, takes nothing away.
fn may_be_confirmed(line: &ColumnLine) -> bool {
    let waits_for_item = line.set_by.as_ref().is_some_and(|set_by| !set_by.is_public);
    line.confirmable && line.state != State::Blank && !waits_for_item
}

/// 起草 begins a draft in the column and opens it, of an interpretation with its document; 继续办理 and 去审签 lead to the item
/// by which the line stands; 无变化 is for what has no number of its own. A topic is kept up and a letter answered on its own
/// page.
#[component]
fn Act(line: ColumnLine, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let code: ColumnCode = line.code.clone();
    let explains = line.matter.as_ref().and_then(|matter| match matter.kind {
        MatterKind::Interpretation { document } => Some(document),
        MatterKind::TopicNews { .. }
        | MatterKind::Letter { .. }
        | MatterKind::Disclosure { .. }
        | MatterKind::Item { .. }
        | MatterKind::Signing { .. }
        | MatterKind::TopicSigning { .. }
        | MatterKind::YearlyReport { .. } => None,
    });
    let confirmable = may_be_confirmed(&line);
    let draft = {
        let code = code.clone();
        move |()| {
            let new = NewItem { column: code.clone(), kind: None, submitted_by: None, explains };
            desk.call(busy, content::create_item(new), |item| browser::open(&format!("/desk/items/{item}")));
        }
    };
    let confirm = move |()| {
        desk.call(busy, obligations::confirm_column(code.clone(), String::new()), move |()| {
            desk.say(Tone::Success, "已登记：栏目内容已核对，没有变化");
            reload.run(());
        });
    };
    let of_line = format!("“{}”", line.titled());
    let step = line.next.map(|step| {
        let of_line = view! { <span class="visually-hidden">{of_line}</span> };
        match step.address() {
            None => view! {
                <Button small=true icon=IconName::FilePlus busy on_press=draft>{step.label()} " " {of_line}</Button>
            }
            .into_any(),
            Some(href) => view! {
                <ButtonLink href small=true icon=IconName::FileText external=true>{step.label()} " " {of_line}</ButtonLink>
            }
            .into_any(),
        }
    });
    view! {
        <div class="duties__actions">
            {step}
            {confirmable.then(|| view! {
                <Button small=true icon=IconName::Check busy on_press=confirm>
                    "无变化" <span class="visually-hidden">{format!("：“{}”", line.name)}</span>
                </Button>
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        desk::board::{SetBy, SharesLine},
        id::ItemId,
    };

    use super::*;

    #[test]
    fn what_came_back_takes_no_confirmation_away() {
        let day: NaiveDate = "2026-11-26".parse().expect("a day");
        let set_by = |is_public| SetBy { item: ItemId::new(1), title: "先前的通知".into(), is_public };
        // The lead unit had an item of the column for two days and returned it.
        let shares = SharesLine { unit_days: 1, lead_days: 2, unit_due: None, lead_due: None, late: None };
        let line = ColumnLine {
            code: ColumnCode::parse("jgzn").expect("a code"),
            name: "机构职能".into(),
            path: String::new(),
            number: String::new(),
            assessed: false,
            leads: Vec::new(),
            responsible: Vec::new(),
            answering: Vec::new(),
            matter: None,
            state: State::DueSoon,
            since: day,
            due: None,
            days_left: None,
            rule: String::new(),
            arithmetic: None,
            doubts: Vec::new(),
            extended: None,
            paused: None,
            set_by: Some(set_by(true)),
            with: Side::Unit,
            to_sign_since: None,
            is_being_entered: false,
            shares: Some(shares),
            service: None,
            quota: None,
            confirmable: true,
            next: None,
        };
        assert!(may_be_confirmed(&line));
        assert!(!may_be_confirmed(&ColumnLine { set_by: Some(set_by(false)), ..line.clone() }));
        assert!(!may_be_confirmed(&ColumnLine { state: State::Blank, set_by: None, ..line.clone() }));
        assert!(!may_be_confirmed(&ColumnLine { confirmable: false, ..line }));
    }
}
