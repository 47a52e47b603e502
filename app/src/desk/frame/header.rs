//! The header: where one is, who one is, what is new, the way out.

use domain::desk::{content::Notice, people::Me};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    api::{Served, content},
    desk::state::Desk,
    ui::{Dialog, EmptyState, Icon, IconName, Moment, Spinner, live},
};

#[component]
pub(super) fn Header(me: Me, menu_open: RwSignal<bool>) -> impl IntoView {
    let role = if me.signs_also_for.is_empty() {
        me.role.label().to_owned()
    } else {
        format!("{} · 受托签发：{}", me.role.label(), me.signs_also_for.join("、"))
    };
    view! {
        <header class="desk-header">
            <button
                type="button"
                class="desk-header__menu"
                aria-controls="sidebar"
                aria-expanded=move || if menu_open.get() { "true" } else { "false" }
                aria-label="菜单"
                on:click=move |_| menu_open.update(|open| *open = !*open)
            >
                <Icon name=IconName::Menu/>
            </button>
            <A href="/desk" attr:class="desk-header__brand">
                <Icon name=IconName::Landmark/>
                <span>"隆安门户后台"</span>
            </A>
            <p class="desk-header__unit">{me.unit_name.clone()}</p>
            <div class="desk-header__end">
                <Notices unread=me.unread_notices/>
                <A href="/desk/me" attr:class="desk-header__me" attr:title="我的账号">
                    <Icon name=IconName::User/>
                    <span class="desk-header__name">{me.name.clone()}</span>
                    <span class="desk-header__role">{role}</span>
                </A>
                <form method="post" action="/desk/logout">
                    <button type="submit" class="desk-header__out" title="退出登录">
                        <Icon name=IconName::LogOut/>
                        <span class="desk-header__out-words">"退出"</span>
                    </button>
                </form>
            </div>
        </header>
    }
}

/// The bell with the number of unread notices; opening the list marks them as read.
#[component]
fn Notices(unread: i64) -> impl IntoView {
    let desk = Desk::expect();
    let (open, unread) = (RwSignal::new(false), RwSignal::new(unread));
    let list = RwSignal::new(None::<Served<Vec<Notice>>>);
    let show = move |_| {
        open.set(true);
        spawn_local(async move {
            let answer = content::notices().await;
            desk.heard_in_background(&answer);
            if let Ok(notices) = answer {
                list.try_set(Some(notices));
                if content::mark_notices_read().await.is_ok() {
                    unread.try_set(0);
                }
            }
        });
    };
    view! {
        <button
            type="button"
            class="desk-header__bell"
            aria-label=move || match unread.get() {
                0 => "消息".to_owned(),
                count => format!("消息，{count} 条未读"),
            }
            on:click=show
        >
            <Icon name=IconName::Bell/>
            {live(move || (unread.get() > 0).then(|| view! {
                <span class="desk-header__count" aria-hidden="true">{unread.get()}</span>
            }))}
        </button>
        <Dialog open title="消息" id="notices">
            {live(move || match list.get() {
                None => view! { <Spinner label="正在载入…"/> }.into_any(),
                Some(notices) if notices.value.is_empty() => view! {
                    <EmptyState title="没有消息" icon=IconName::Bell>
                        <p>"您经手的信息被退回、签发、撤稿时，会在这里告诉您。"</p>
                    </EmptyState>
                }
                .into_any(),
                Some(Served { now, value }) => {
                    let rows = value.into_iter().map(|notice| notice_row(notice, now, open)).collect_view();
                    view! { <ul class="notices">{rows}</ul> }.into_any()
                }
            })}
        </Dialog>
    }
}

fn notice_row(notice: Notice, now: chrono::DateTime<chrono::Utc>, open: RwSignal<bool>) -> impl IntoView {
    let text = match notice.item {
        Some(item) => {
            let href = format!("/desk/items/{item}/review");
            view! { <a href=href on:click=move |_| open.set(false)>{notice.text}</a> }.into_any()
        }
        None => view! { <span>{notice.text}</span> }.into_any(),
    };
    view! {
        <li class="notices__one" class:notices__one--new=!notice.read>
            {text}
            <Moment at=notice.at now/>
        </li>
    }
}
