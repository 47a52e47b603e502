//! 我的账号: password, second factor, sessions. Also the steps that a new account must take before anything else.

use domain::{
    account::{PASSWORD_MAX_AGE_DAYS, PasswordDue},
    desk::{
        FieldFault,
        people::{Me, SessionRow, TotpOffer},
    },
};
use leptos::prelude::*;

use super::{
    browser,
    frame::PageHead,
    loaded::{load, loaded},
    state::{Desk, signed_in},
};
use crate::{
    api::{ApiError, Served, session},
    ui::{
        Banner, Button, ButtonKind, Cell, Described, DescriptionList, Field, Heading, IconName, Markup, Moment, Panel,
        RichText, RowHeading, Table, Tag, TextInput, Tone, live,
    },
};

#[component]
pub(super) fn MePage() -> impl IntoView {
    let me = signed_in();
    let changed = RwSignal::new(0_i64);
    let sessions = load(move || changed.get(), |_| session::sessions());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let for_factor = me.clone();
    let also = me.signs_also_for.join("、");
    view! {
        <PageHead title="我的账号"/>
        <div class="two-columns">
            <Panel title="基本情况" id="about-me">
                <DescriptionList>
                    <Described term="姓名">{me.name.clone()}</Described>
                    <Described term="账号">{me.login.clone()}</Described>
                    <Described term="类型">{me.role.label()}</Described>
                    <Described term="单位">{me.unit_name.clone()}</Described>
                    {(!also.is_empty()).then(|| view! {
                        <Described term="受托签发">{also}</Described>
                    })}
                </DescriptionList>
            </Panel>
            <Panel title="修改密码" id="password">
                <PasswordForm on_done=|()| ()/>
            </Panel>
            <Panel title="动态口令（TOTP）" id="totp">
                <SecondFactor me=for_factor/>
            </Panel>
        </div>
        {loaded(sessions, move |Served { now, value }| view! { <Sessions rows=value now reload/> }.into_any())}
    }
}

/// Stands in for every page until the password is changed and the second factor is set up.
#[component]
pub(super) fn ForcedSteps(me: Me) -> impl IntoView {
    // The rights come with the next answer of the server.
    let done = |()| browser::reload();
    view! {
        <PageHead title="开始使用之前" lead="为保证账号安全，完成以下步骤后才能使用其他功能。"/>
        {match me.password_due {
            Some(due) => view! {
                <Panel title="修改密码" id="password">
                    <p>{why_due(due)}</p>
                    <PasswordForm on_done=done/>
                </Panel>
            }
            .into_any(),
            None => view! {
                <Panel title="设置动态口令（TOTP）" id="totp">
                    <p>"管理员账号必须使用动态口令。请用手机上的验证器应用扫描二维码。"</p>
                    <EnrolTotp on_done=done just_signed_in=true/>
                </Panel>
            }
            .into_any(),
        }}
    }
}

fn why_due(due: PasswordDue) -> String {
    match due {
        PasswordDue::Initial => "现在用的是管理员设定的初始密码，请改为只有本人知道的密码。".to_owned(),
        PasswordDue::Old => format!("现在的密码已使用超过 {PASSWORD_MAX_AGE_DAYS} 天，请更换。"),
    }
}

#[component]
fn PasswordForm(#[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let text = || RwSignal::new(String::new());
    let (old, new, again) = (text(), text(), text());
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let change = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if new.get_untracked() != again.get_untracked() {
            return faults.set(vec![FieldFault::new("again", "两次输入的新密码不一致")]);
        }
        faults.set(Vec::new());
        desk.call_with(
            busy,
            session::change_password(old.get_untracked(), new.get_untracked()),
            move |()| {
                for field in [old, new, again] {
                    field.set(String::new());
                }
                desk.say(Tone::Success, "密码已修改，其他登录已退出。");
                on_done.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <form class="form form--narrow" on:submit=change>
            <Field label="现在的密码" name="old" error=fault("old") required=true>
                <TextInput value=old kind="password" autocomplete="current-password"/>
            </Field>
            <Field
                label="新密码"
                name="new"
                error=fault("new")
                required=true
                hint="至少 12 个字符，含大写字母、小写字母、数字、符号中的三类；不能包含账号名，不能与最近 5 次相同"
            >
                <TextInput value=new kind="password" autocomplete="new-password"/>
            </Field>
            <Field label="再输一次新密码" name="again" error=fault("again") required=true>
                <TextInput value=again kind="password" autocomplete="new-password"/>
            </Field>
            <Button kind=ButtonKind::Primary submit=true busy>"修改密码"</Button>
        </form>
    }
}

/// The fault of one field among those of a form.
pub(super) fn fault_beside(
    faults: RwSignal<Vec<FieldFault>>,
) -> impl Fn(&'static str) -> Signal<Option<String>> + Copy {
    move |field| {
        Signal::derive(move || faults.read().iter().find(|one| one.field == field).map(|one| one.message.clone()))
    }
}

/// Faults go beside their fields, with the keyboard on the first; everything else is a message.
pub(super) fn show(error: ApiError, faults: RwSignal<Vec<FieldFault>>, desk: Desk) {
    match error {
        ApiError::Invalid(found) => {
            if let Some(first) = found.first() {
                browser::focus_soon(crate::ui::field_id(&first.field));
            }
            faults.set(found);
        }
        other => desk.say(Tone::Danger, other.to_string()),
    }
}

#[component]
fn SecondFactor(me: Me) -> impl IntoView {
    let has = RwSignal::new(me.has_totp);
    let compulsory = me.role.administers();
    view! {
        {live(move || if has.get() {
            view! {
                <p><Tag text="已启用" look="success" icon=IconName::CircleCheck/></p>
                {if compulsory {
                    view! { <p>"管理员账号必须使用动态口令。更换手机请联系安全管理员重置。"</p> }.into_any()
                } else {
                    view! { <DisableTotp has/> }.into_any()
                }}
            }
            .into_any()
        } else {
            view! {
                <p>"启用后，登录时除密码外还要输入手机上的六位数字，账号更安全。"</p>
                <EnrolTotp on_done=move |()| has.set(true)/>
            }
            .into_any()
        })}
    }
}

#[component]
fn EnrolTotp(
    #[prop(into)] on_done: Callback<()>,
    /// The log-in that led here has proved the password; the server asks for it again only if that is too long ago.
    #[prop(optional)]
    just_signed_in: bool,
) -> impl IntoView {
    let desk = Desk::expect();
    let (offer, code) = (RwSignal::new(None::<TotpOffer>), RwSignal::new(String::new()));
    let (password, asks_password) = (RwSignal::new(String::new()), RwSignal::new(!just_signed_in));
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        let typed = Some(password.get_untracked()).filter(|typed| !typed.is_empty());
        desk.call_with(
            busy,
            session::totp_begin(typed),
            move |fresh| {
                password.set(String::new());
                offer.set(Some(fresh));
                browser::focus_soon("field-code");
            },
            move |error| match error {
                ApiError::Invalid(found) if found.iter().any(|one| one.field == "password") => {
                    asks_password.set(true);
                    show(ApiError::Invalid(found), faults, desk);
                }
                other => desk.say(Tone::Danger, other.to_string()),
            },
        );
    };
    let confirm = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        let typed = code.get_untracked().trim().to_owned();
        desk.call_with(
            busy,
            session::totp_confirm(typed),
            move |()| {
                desk.say(Tone::Success, "动态口令已启用，其他登录已退出。");
                on_done.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    move || match offer.get() {
        None => view! {
            <form class="form form--narrow" on:submit=begin>
                {live(move || asks_password.get().then(|| view! {
                    <Field
                        label="密码"
                        name="password"
                        error=fault("password")
                        required=true
                        hint="设置动态口令须再次输入密码"
                    >
                        <TextInput value=password kind="password" autocomplete="current-password"/>
                    </Field>
                }))}
                <Button icon=IconName::QrCode submit=true busy>"设置动态口令"</Button>
            </form>
        }
        .into_any(),
        Some(TotpOffer { secret, qr }) => view! {
            <form class="form form--narrow" on:submit=confirm>
                <div class="qr"><RichText html=Markup::delivered(qr)/></div>
                <p>"扫描二维码；不能扫描时，手工输入密钥："<code class="secret">{secret}</code></p>
                <Field label="验证器显示的六位数字" name="code" error=fault("code") required=true>
                    <TextInput value=code inputmode="numeric" autocomplete="one-time-code" maxlength=6/>
                </Field>
                <Button kind=ButtonKind::Primary submit=true busy>"确认启用"</Button>
            </form>
        }
        .into_any(),
    }
}

#[component]
fn DisableTotp(has: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::expect();
    let password = RwSignal::new(String::new());
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let disable = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        desk.call_with(
            busy,
            session::totp_disable(password.get_untracked()),
            move |()| {
                desk.say(Tone::Success, "动态口令已停用。");
                has.set(false);
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <form class="form form--narrow" on:submit=disable>
            <Field label="密码" name="password" error=fault("password") required=true hint="停用动态口令须再次输入密码">
                <TextInput value=password kind="password" autocomplete="current-password"/>
            </Field>
            <Button submit=true busy>"停用动态口令"</Button>
        </form>
    }
}

#[component]
fn Sessions(rows: Vec<SessionRow>, now: chrono::DateTime<chrono::Utc>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let several = rows.len() > 1;
    let revoke_others = move |()| {
        desk.call(busy, session::revoke_other_sessions(), move |count| {
            desk.say(Tone::Success, format!("已退出其他 {count} 个登录。"));
            reload.run(());
        });
    };
    let lines = rows
        .into_iter()
        .map(|row| {
            let handle = row.handle.clone();
            let revoke = move |()| {
                desk.call(busy, session::revoke_session(handle.clone()), move |()| {
                    desk.say(Tone::Success, "该登录已退出。");
                    reload.run(());
                });
            };
            let end = if row.is_this_one {
                view! { <Tag text="本次登录" look="success"/> }.into_any()
            } else {
                view! { <Button small=true busy on_press=revoke>"退出"</Button> }.into_any()
            };
            view! {
                <tr>
                    <RowHeading>{device(&row.user_agent)}</RowHeading>
                    <Cell label="地址">{row.address.clone()}</Cell>
                    <Cell label="登录时间"><Moment at=row.signed_in_at now/></Cell>
                    <Cell label="最近使用"><Moment at=row.last_seen_at now/></Cell>
                    <Cell label="操作">{end}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("设备"),
        Heading::new("地址"),
        Heading::new("登录时间"),
        Heading::new("最近使用"),
        Heading::hidden("操作"),
    ];
    view! {
        <Panel title="登录情况" id="sessions" flush=true>
            <Table caption="本账号的登录" caption_hidden=true headings>{lines}</Table>
            {if several {
                view! { <p class="panel__foot"><Button busy on_press=revoke_others>"退出其他全部登录"</Button></p> }.into_any()
            } else {
                view! { <Banner><p>"没有其他登录。如发现不认识的登录，请立即退出它并修改密码。"</p></Banner> }.into_any()
            }}
        </Panel>
    }
}

/// The browser and the system that a user agent names, as far as people know them.
fn device(user_agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = named(&[
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = named(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}（{system}）"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "未知设备".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_as_people_know_them() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
        assert_eq!(device(edge), "Edge（Windows）");
        assert_eq!(device("curl/8.5"), "未知设备");
    }
}
