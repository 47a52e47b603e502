//! 提醒台账: who was reminded of what and when, who took note, and what became of the mail.

use domain::desk::reminders::{ReminderFilter, ReminderLine, ReminderReport};
use leptos::prelude::*;

use super::{filter, lines};
use crate::{
    api::reminders,
    desk::loaded::{load, loaded, loaded_once},
    ui::{Banner, ButtonLink, Cell, Day, EmptyState, Heading, IconName, Panel, RowHeading, Table, Tone},
};

#[component]
pub(super) fn Report() -> impl IntoView {
    let asked = filter::from_address();
    let report = load(move || asked.get(), reminders::report);
    view! {
        {loaded_once(report, move |report: ReminderReport| {
            view! { <filter::Filters filter=asked units=report.units/> }.into_any()
        })}
        {loaded(report, move |report| view! { <Sheet report asked/> }.into_any())}
    }
}

#[component]
fn Sheet(report: ReminderReport, asked: Memo<ReminderFilter>) -> impl IntoView {
    let ReminderReport { lines, total, sends_mail, .. } = report;
    let shown = lines.len();
    let words = if usize::try_from(total).is_ok_and(|total| total > shown) {
        format!("共 {total} 条，显示最近 {shown} 条；全部请下载")
    } else {
        format!("共 {total} 条，新的在前")
    };
    let file = filter::file(&asked.get_untracked());
    let list = if lines.is_empty() {
        view! { <EmptyState title="没有符合条件的提醒"><p>"放宽条件，或等下一个工作日早上。"</p></EmptyState> }
            .into_any()
    } else {
        table(lines).into_any()
    };
    view! {
        {(!sends_mail).then(|| view! {
            <Banner tone=Tone::Warn>
                <p>"系统没有设置邮件服务器，提醒只在后台显示。请系统运维人员填写配置中的 mail_host 等项。"</p>
            </Banner>
        })}
        <p class="note" role="status">{words}</p>
        <Panel
            title="提醒台账"
            id="reminder-report"
            flush=true
            actions=view! { <ButtonLink href=file small=true external=true icon=IconName::Download>"下载 CSV"</ButtonLink> }.into_any()
        >
            {list}
        </Panel>
    }
}

fn table(rows: Vec<ReminderLine>) -> impl IntoView {
    let headings = ["栏目", "被提醒单位", "提醒日期", "事由", "期限", "确认", "邮件"].map(Heading::new).to_vec();
    let rows = rows
        .into_iter()
        .map(|line| {
            let subject = lines::subject(&line);
            let of =
                (line.of != line.unit).then(|| view! { <p class="note">{format!("责任单位：{}", line.of.name)}</p> });
            let (deadline, answer) = (lines::deadline_words(&line), lines::answer(&line));
            let mail = lines::mail(line.mail.as_ref());
            let ReminderLine { unit, occasion, made_on, .. } = line;
            view! {
                <tr>
                    <RowHeading>{subject}</RowHeading>
                    <Cell label="被提醒单位">{unit.name} {of}</Cell>
                    <Cell label="提醒日期"><Day on=made_on/></Cell>
                    <Cell label="事由"><lines::OccasionTag occasion/></Cell>
                    <Cell label="期限">{deadline}</Cell>
                    <Cell label="确认">{answer}</Cell>
                    <Cell label="邮件">{mail}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption="提醒一览" caption_hidden=true headings>{rows}</Table> }
}
