//! A frozen assessment: its signatures, its losses with the appeals against them, and what the decisions made of it.

use domain::{
    assessment::FrozenLoss,
    desk::assessment::{FrozenSheet, LossOfSheet, Soundness},
    id::FrozenId,
};
use leptos::prelude::*;

use super::{
    PATH,
    appeals::{Appealing, Appeals},
    summary::{GradeTag, span},
};
use crate::{
    api::assessment,
    desk::{
        address::named_in_address,
        frame::PageHead,
        loaded::{load_named, loaded_page},
        state::Desk,
    },
    ui::{
        Banner, Breadcrumb, Button, ButtonKind, ButtonLink, Cell, Crumb, Day, EmptyState, Heading, IconName, Moment,
        Panel, RowHeading, Table, Tone,
    },
};

#[component]
pub(in crate::desk) fn FrozenPage() -> impl IntoView {
    let (sheet, reload) = load_named(named_in_address::<FrozenId>(), assessment::frozen);
    loaded_page(sheet, move |sheet| view! { <Sheet sheet reload/> }.into_any())
}

#[component]
fn Sheet(sheet: FrozenSheet, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let FrozenSheet { line, versions, points, grade, soundness, appeal_until, losses, appeals, correction, .. } = sheet;
    let (id, hash) = (line.id, StoredValue::new(line.sha256.clone()));
    let sign = move |()| {
        desk.call(busy, assessment::sign(id, hash.get_value()), move |()| {
            desk.say(Tone::Success, "已签认，各单位可以申诉");
            reload.run(());
        });
    };
    let title = format!("{}（截至 {}）", line.rule_set_name, line.as_of);
    let signed = match line.signed_at {
        Some(at) => view! { {line.signed} " " <Moment at/> }.into_any(),
        None if line.is_replaced => "已被替代".into_any(),
        None => "待另一人签认".into_any(),
    };
    let until = match appeal_until {
        Some(until) => {
            let note = until.note();
            view! { "至 " <Day on=until.on/> <br/> <span class="note">{note}</span> }.into_any()
        }
        None if line.is_replaced => "—".into_any(),
        None => "签认后开始".into_any(),
    };
    let corrected = correction.map(|correction| {
        view! {
            <div>
                <dt>"申诉后得分"</dt>
                <dd><strong>{span(correction.corrected)}</strong> " " <GradeTag grade=correction.grade/></dd>
            </div>
        }
    });
    let warning = match soundness {
        Soundness::AsLogged => None,
        Soundness::ScoredOtherwise => {
            Some((Tone::Warn, "以现行程序重算的得分不同：封存后程序有更新。内容没有改动，得分以封存的为准。"))
        }
        Soundness::Altered => Some((Tone::Danger, "内容或签名与日志不一致，可能被改动过，请安全审计员核查。")),
    };
    let disputed = RwSignal::new(None::<FrozenLoss>);
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("考核自查", PATH), Crumb::here(format!("封存 {id}"))]/>
        <PageHead title>
            {sheet.may_report.then(|| view! {
                <ButtonLink href=format!("/desk/print/assessment-sheets/{id}") external=true icon=IconName::Printer>
                    "自查自评报告"
                </ButtonLink>
                <ButtonLink href=format!("/desk/assessment.xlsx?frozen={id}") external=true icon=IconName::Download>
                    "下载 XLSX"
                </ButtonLink>
            })}
            {sheet.may_sign.then(|| view! {
                <Button kind=ButtonKind::Primary busy on_press=sign>"签认"</Button>
            })}
        </PageHead>
        {warning.map(|(tone, words)| view! { <Banner tone><p>{words}</p></Banner> })}
        <Panel title="结果" id="result">
            <dl class="assessment__figures">
                <div><dt>"封存的得分"</dt><dd><strong>{span(points)}</strong></dd></div>
                <div><dt>"结论"</dt><dd><GradeTag grade/></dd></div>
                {corrected}
                <div><dt>"编制"</dt><dd>{line.prepared} " " <Moment at=line.prepared_at/></dd></div>
                <div><dt>"签认"</dt><dd>{signed}</dd></div>
                <div><dt>"申诉期限"</dt><dd>{until} <span class="note">{format!(" {}", sheet.appeal_term)}</span></dd></div>
            </dl>
            <p class="note">
                {format!("方案版本 {}，工作日历版本 {}，SHA-256 {}", versions.plan, versions.calendar, line.sha256)}
            </p>
        </Panel>
        <Appeals appeals reload/>
        <Losses losses disputed/>
        <Appealing frozen=id disputed reload/>
    }
}

#[component]
fn Losses(losses: Vec<LossOfSheet>, disputed: RwSignal<Option<FrozenLoss>>) -> impl IntoView {
    if losses.is_empty() {
        return view! {
            <Panel title="失分" id="losses"><EmptyState title="没有失分"><p>"已测量的项目没有失分。"</p></EmptyState></Panel>
        }
        .into_any();
    }
    let rows = losses
        .into_iter()
        .map(|LossOfSheet { loss, unit_name, may_appeal }| {
            let what = match loss.address.clone() {
                Some(address) => view! { <a href=address rel="external">{loss.what.clone()}</a> }.into_any(),
                None => loss.what.clone().into_any(),
            };
            let points = loss.points.map_or_else(|| "否决".to_owned(), |points| points.to_string());
            let name = loss.name.clone();
            let appeal = may_appeal.then(|| {
                let press = move |()| disputed.set(Some(loss.clone()));
                view! { <Button small=true on_press=press>"申诉"</Button> }
            });
            view! {
                <tr>
                    <RowHeading>{name}</RowHeading>
                    <Cell label="失分" number=true>{points}</Cell>
                    <Cell label="单位">{unit_name}</Cell>
                    <Cell label="依据">{what}</Cell>
                    <Cell label="办理">{appeal}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("项目"),
        Heading::number("失分"),
        Heading::new("单位"),
        Heading::new("依据"),
        Heading::hidden("办理"),
    ];
    view! {
        <Panel title="失分" id="losses" flush=true>
            <Table caption="失分和依据" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
    .into_any()
}
