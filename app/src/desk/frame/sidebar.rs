//! The side bar: the pages that the account's role has work on, and no others.

use domain::{account::Role, desk::people::Me, permission::Action};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::ui::{Icon, IconName};

struct Entry {
    href: &'static str,
    label: &'static str,
    icon: IconName,
    /// Current on its own address only, not on those below it.
    exact: bool,
    /// A page outside the desk's own frame, loaded as a whole.
    external: bool,
    /// How much waits there, and for what.
    waiting: i64,
    waits: &'static str,
}

const fn entry(href: &'static str, label: &'static str, icon: IconName) -> Entry {
    Entry { href, label, icon, exact: false, external: false, waiting: 0, waits: "" }
}

fn entries(me: &Me) -> Vec<Entry> {
    let has = |action| me.rights.contains(&action);
    let mut entries = Vec::new();
    if me.role.edits() {
        entries.push(Entry { exact: true, ..entry("/desk", "我的保障", IconName::House) });
        entries.push(entry("/desk/inbox", "待我处理", IconName::Inbox));
        entries.push(entry("/desk/items", "信息", IconName::FileText));
        let reports = entry("/desk/corrections", "读者反馈", IconName::MessageCircle);
        entries.push(Entry { waiting: me.waiting_reports, waits: "条待认领", ..reports });
    } else {
        entries.push(Entry { exact: true, ..entry("/desk", "工作台", IconName::House) });
    }
    if me.role.edits() || has(Action::ManagePlan) {
        entries.push(entry("/desk/reprints", "转载", IconName::Repeat));
    }
    if me.role.edits() {
        entries.push(entry("/desk/rounds", "月度巡查", IconName::PenLine));
    } else if has(Action::ReadRounds) {
        entries.push(Entry { external: true, ..entry("/desk/print/rounds", "月度巡查", IconName::PenLine) });
    }
    if has(Action::ReadWorkReport) {
        entries.push(Entry { external: true, ..entry("/desk/work-report", "工作报表", IconName::Printer) });
    }
    if has(Action::ReadBoard) {
        entries.push(entry("/desk/board", "全县看板", IconName::ChartColumn));
        entries.push(entry("/desk/assessment", "考核自查", IconName::SquareCheck));
        entries.push(entry("/desk/patrol", "巡查问题", IconName::Search));
        entries.push(entry("/desk/calendar", "工作日历", IconName::Clock));
    }
    if me.role.edits() || has(Action::ReadReminderReport) {
        let reminders = entry("/desk/reminders", "到期提醒", IconName::Bell);
        entries.push(Entry { waiting: me.waiting_reminders, waits: "个栏目待确认", ..reminders });
    }
    if me.role.edits() || has(Action::ReadAllCases) {
        let waits = if me.role.edits() { "件待整改" } else { "件待核查" };
        let cases = entry("/desk/cases", "整改", IconName::Stamp);
        entries.push(Entry { waiting: me.waiting_cases, waits, ..cases });
    }
    entries.push(entry("/desk/columns", "栏目", IconName::FolderTree));
    if has(Action::ImportGuides) {
        entries.push(entry("/desk/services", "办事指南", IconName::Handshake));
    }
    if has(Action::ApplyForTopic) || me.role == Role::PortalManager {
        entries.push(entry("/desk/topics", "专题", IconName::Layers));
    }
    if has(Action::Delegate) {
        entries.push(entry("/desk/delegations", "委托签发", IconName::Handshake));
    }
    if has(Action::ManageAccounts) {
        entries.push(entry("/desk/accounts", "账号", IconName::Users));
    }
    if has(Action::RequestAccount) || has(Action::DecideAccountRequest) {
        entries.push(entry("/desk/account-requests", "账号申请", IconName::UserPlus));
    }
    if has(Action::ReadLog) {
        entries.push(entry("/desk/log", "日志", IconName::ScrollText));
    }
    if has(Action::SwitchSite) {
        entries.push(entry("/desk/site", "全站设置", IconName::Megaphone));
    }
    if me.role == Role::PortalManager {
        entries.push(entry("/desk/components", "界面组件", IconName::SquareCheck));
    }
    entries
}

#[component]
pub(super) fn Sidebar(me: Me, menu_open: RwSignal<bool>) -> impl IntoView {
    let links = entries(&me)
        .into_iter()
        .map(|entry| {
            view! {
                <li>
                    <A href=entry.href exact=entry.exact attr:class="sidebar__link" attr:rel=entry.external.then_some("external")>
                        <Icon name=entry.icon/>
                        <span>{entry.label}</span>
                        {(entry.waiting > 0).then(|| view! {
                            <span class="sidebar__count">
                                {entry.waiting} <span class="visually-hidden">{entry.waits}</span>
                            </span>
                        })}
                    </A>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav
            class="sidebar"
            id="sidebar"
            aria-label="后台"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    menu_open.set(false);
                }
            }
        >
            <ul class="sidebar__list">{links}</ul>
            <p class="sidebar__foot">
                <a class="sidebar__link" href="/" target="_blank" rel="external noopener">
                    <Icon name=IconName::ExternalLink/>
                    <span>"看门户"</span>
                </a>
            </p>
        </nav>
    }
}
