//! 忽略清单: addresses that are passed over, why, and until when.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::{
        FieldFault,
        patrol::{IgnoreForm, IgnoreRow},
    },
    patrol::{FaultKind, Pattern},
};
use leptos::prelude::*;

use crate::{
    api::patrol,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{
        Button, Cell, Choice, EmptyState, Field, Heading, IconName, Moment, Panel, RowHeading, Select, Table,
        TextInput, Tone,
    },
};

fn in_words(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Host(host) => format!("{host}（含下级域名）"),
        Pattern::Address(address) => address.clone(),
        Pattern::Under(address) => format!("{address}…"),
    }
}

#[component]
pub(super) fn Ignored(rows: Vec<IgnoreRow>, now: DateTime<Utc>, renew: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let is_empty = rows.is_empty();
    let lines = rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let stop = move |()| {
                desk.call(busy, patrol::stop_ignoring(id), move |()| {
                    desk.say(Tone::Success, "已移出忽略清单");
                    renew.run(());
                });
            };
            let kind = row.kind.map_or("全部", FaultKind::label);
            let until = row.until.map_or_else(|| "长期".to_owned(), |until| until.to_string());
            view! {
                <tr>
                    <RowHeading>{in_words(&row.pattern)}</RowHeading>
                    <Cell label="类别">{kind}</Cell>
                    <Cell label="理由">{row.reason}</Cell>
                    <Cell label="截止">{until}</Cell>
                    <Cell label="录入"><span class="note">{row.by} " " <Moment at=row.at now/></span></Cell>
                    <Cell label="操作"><Button small=true busy on_press=stop>"移出"</Button></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["范围", "类别", "理由", "截止", "录入"].map(Heading::new).into_iter();
    let headings = headings.chain([Heading::hidden("操作")]).collect();
    view! {
        <Panel title="忽略清单" id="patrol-ignored">
            <Adding renew/>
            {if is_empty {
                view! {
                    <EmptyState title="没有忽略任何网址" icon=IconName::Ban>
                        <p>"对方网站长期拒绝程序访问、正在改版等情况，可以在上面登记，写明理由和截止日期。"</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <Table caption="忽略清单" caption_hidden=true headings>{lines}</Table> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn Adding(renew: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let field = || RwSignal::new(String::new());
    let (place, kind, reason, until) = (field(), field(), field(), field());
    let form = RwSignal::new("host".to_owned());
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let forms = vec![
        Choice::new("host", "域名及其下级"),
        Choice::new("address", "一个网址"),
        Choice::new("under", "以此开头的网址"),
    ];
    let kinds: Vec<Choice> = FaultKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        let text = until.get_untracked();
        let until_day = match text.trim() {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(day) => Some(day),
                Err(_) => return faults.set(vec![FieldFault::new("until", "请填写日期")]),
            },
        };
        let address = place.get_untracked().trim().to_owned();
        let pattern = match form.get_untracked().as_str() {
            "address" => Pattern::Address(address),
            "under" => Pattern::Under(address),
            _ => Pattern::Host(address),
        };
        let kind = FaultKind::from_code(&kind.read_untracked());
        let entry = IgnoreForm { pattern, kind, reason: reason.get_untracked(), until: until_day };
        desk.call_with(
            busy,
            patrol::ignore_in_patrol(entry),
            move |_| {
                for field in [place, reason, until] {
                    field.set(String::new());
                }
                desk.say(Tone::Success, "已加入忽略清单，下一轮巡查起生效");
                renew.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <form class="form" on:submit=send>
            <div class="form__row">
                <Field label="范围" name="pattern-form"><Select value=form choices=forms/></Field>
                <Field label="域名或网址" name="pattern" error=fault("pattern") required=true>
                    <TextInput value=place/>
                </Field>
                <Field label="类别" name="ignored-kind"><Select value=kind choices=kinds empty="全部"/></Field>
            </div>
            <div class="form__row">
                <Field label="理由" name="ignore-reason" error=fault("reason") required=true>
                    <TextInput value=reason/>
                </Field>
                <Field label="截止日期" name="ignore-until" error=fault("until")>
                    <TextInput value=until kind="date"/>
                </Field>
            </div>
            <div class="form__actions"><Button submit=true icon=IconName::Plus busy>"加入清单"</Button></div>
        </form>
    }
}
