//! 委托签发: a lead unit's reviewer hands the right to sign to a colleague for a stated period.

use domain::{
    desk::{
        FieldFault,
        people::{Colleague, DelegationRow, NewDelegation},
    },
    id::AccountId,
    permission::Action,
    time,
};
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
    me::{fault_beside, show},
    state::{Desk, signed_in},
};
use crate::{
    api::{Served, people},
    ui::{
        Banner, Button, ButtonKind, Cell, Choice, Day, EmptyState, Field, Heading, IconName, Panel, RowHeading, Select,
        Table, Tag, TextArea, TextInput, Tone,
    },
};

#[component]
pub(super) fn DelegationsPage() -> impl IntoView {
    let delegates = signed_in().rights.contains(&Action::Delegate);
    let changed = RwSignal::new(0_i64);
    let data = load(
        move || changed.get(),
        move |_| async move {
            let rows = people::delegations().await?;
            let colleagues = if delegates { people::colleagues().await? } else { Vec::new() };
            Ok((rows, colleagues))
        },
    );
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    view! {
        <PageHead title="委托签发" lead="外出期间，把本单位的审核签发委托给他人；到期自动失效，可随时收回。"/>
        {loaded(data, move |(Served { now, value: rows }, colleagues)| view! {
            {delegates.then(|| view! { <DelegateForm colleagues reload/> })}
            <Delegations rows now reload/>
        }
        .into_any())}
    }
}

#[component]
fn DelegateForm(colleagues: Vec<Colleague>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let text = || RwSignal::new(String::new());
    let (to, from_day, to_day, reason) = (text(), text(), text(), text());
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    if colleagues.is_empty() {
        return view! {
            <Banner tone=Tone::Info><p>"目前没有可以受托的账号。受托人须是编辑账号，且不是本人。"</p></Banner>
        }
        .into_any();
    }
    let choices: Vec<Choice> = colleagues
        .into_iter()
        .map(|one| Choice::new(one.account.to_string(), format!("{}（{}）", one.name, one.unit_name)))
        .collect();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = (
            to.read_untracked().parse::<AccountId>(),
            from_day.read_untracked().parse(),
            to_day.read_untracked().parse(),
        );
        let (Ok(to), Ok(from_day), Ok(to_day)) = chosen else {
            let (to, from, until) = chosen;
            let missing = [("to", to.is_err()), ("from_day", from.is_err()), ("to_day", until.is_err())];
            let missing = missing.into_iter().filter(|(_, is)| *is);
            return faults.set(missing.map(|(field, _)| FieldFault::new(field, "请填写")).collect());
        };
        faults.set(Vec::new());
        let new = NewDelegation { to, from_day, to_day, reason: reason.get_untracked() };
        desk.call_with(
            busy,
            people::delegate(new),
            move |_| {
                desk.say(Tone::Success, "委托已登记。");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <Panel title="新的委托" id="delegate">
            <form class="form" on:submit=send>
                <div class="form__row">
                    <Field label="受托人" name="to" error=fault("to") required=true>
                        <Select value=to choices empty="请选择"/>
                    </Field>
                    <Field label="起" name="from_day" error=fault("from_day") required=true>
                        <TextInput value=from_day kind="date"/>
                    </Field>
                    <Field label="止" name="to_day" error=fault("to_day") required=true hint="当天仍有效">
                        <TextInput value=to_day kind="date"/>
                    </Field>
                </div>
                <Field label="理由" name="reason" error=fault("reason") required=true>
                    <TextArea value=reason rows=2/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Handshake busy>"委托"</Button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

/// Where a delegation stands on a day.
fn standing(row: &DelegationRow, today: chrono::NaiveDate) -> (&'static str, &'static str) {
    if row.ended_at.is_some() {
        ("已收回", "neutral")
    } else if today < row.from_day {
        ("未开始", "plain")
    } else if today > row.to_day {
        ("已到期", "neutral")
    } else {
        ("有效", "success")
    }
}

#[component]
fn Delegations(rows: Vec<DelegationRow>, now: chrono::DateTime<chrono::Utc>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    if rows.is_empty() {
        return view! {
            <EmptyState title="没有委托记录" icon=IconName::Handshake>
                <p>"登记委托以后，受托人在期内可以代本单位审核签发，每一步都注明受托。"</p>
            </EmptyState>
        }
        .into_any();
    }
    let today = time::china_date(now);
    let me = signed_in();
    let lines = rows
        .into_iter()
        .map(|row| {
            let (text, look) = standing(&row, today);
            let id = row.id;
            let open = row.ended_at.is_none() && today <= row.to_day && row.unit == me.unit;
            let end = (open && me.rights.contains(&Action::Delegate)).then(|| {
                let end = move |()| {
                    desk.call(busy, people::end_delegation(id), move |()| {
                        desk.say(Tone::Success, "委托已收回。");
                        reload.run(());
                    });
                };
                view! { <Button small=true busy on_press=end>"收回"</Button> }
            });
            view! {
                <tr>
                    <RowHeading>{row.unit_name}</RowHeading>
                    <Cell label="委托人">{row.from_name}</Cell>
                    <Cell label="受托人">{row.to_name}</Cell>
                    <Cell label="期间"><Day on=row.from_day/> " 至 " <Day on=row.to_day/></Cell>
                    <Cell label="理由">{row.reason}</Cell>
                    <Cell label="状态"><Tag text look/></Cell>
                    <Cell label="操作">{end}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["单位", "委托人", "受托人", "期间", "理由", "状态"].map(Heading::new);
    let headings = headings.into_iter().chain([Heading::hidden("操作")]).collect();
    view! {
        <Panel title="委托记录" id="delegations" flush=true>
            <Table caption="审核签发的委托" caption_hidden=true headings>{lines}</Table>
        </Panel>
    }
    .into_any()
}
