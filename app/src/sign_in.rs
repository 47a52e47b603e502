//! The sign-in page of the desk: complete HTML, no script needed.

use leptos::prelude::*;

use crate::{
    assets::Assets,
    ui::{Banner, Button, ButtonKind, Field, TextInput, Tone},
};

/// What the page shows; the server provides it as a context.
#[derive(Debug, Clone, Default)]
pub struct SignInForm {
    pub login: String,
    /// Page to go to afterwards; one of this site.
    pub next: String,
    pub demo: bool,
    /// Why the last try was refused.
    pub fault: Option<String>,
}

/// The whole document.
pub fn sign_in_shell() -> impl IntoView {
    if let Some(shared) = Owner::current_shared_context() {
        // Nothing is hydrated here, so no data needs to travel with the page.
        shared.set_is_hydrating(false);
    }
    let assets = expect_context::<Assets>();
    let site = expect_context::<cms::Cms>().plan().plan.site.clone();
    let form = expect_context::<SignInForm>();
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <title>{format!("登录 - {}管理后台", site.name)}</title>
                <link rel="stylesheet" href=assets.url("/pkg/desk.css")/>
                <link rel="icon" href=assets.url("/favicon.svg") type="image/svg+xml"/>
            </head>
            <body class="sign-in">
                <main class="sign-in__card" id="main">
                    <p class="sign-in__site">{site.name}</p>
                    <h1 class="sign-in__title">"管理后台登录"</h1>
                    <SignIn form/>
                    <p class="sign-in__back"><a href="/">"返回门户首页"</a></p>
                </main>
            </body>
        </html>
    }
}

#[component]
fn SignIn(form: SignInForm) -> impl IntoView {
    view! {
        {form.demo.then(|| view! {
            <Banner title="演示模式">
                <p>"演示账号和密码见启动时的输出；数据均为示例。"</p>
            </Banner>
        })}
        {form.fault.map(|fault| view! { <Banner tone=Tone::Danger><p>{fault}</p></Banner> })}
        <form method="post" action="/desk/login" class="sign-in__form">
            <input type="hidden" name="next" value=form.next/>
            <Field label="账号" name="login" required=true>
                <TextInput value=RwSignal::new(form.login) autocomplete="username"/>
            </Field>
            <Field label="密码" name="password" required=true>
                <TextInput value=RwSignal::new(String::new()) kind="password" autocomplete="current-password"/>
            </Field>
            <Field label="动态口令（TOTP）" name="code" hint="启用了动态口令的账号填写手机验证器显示的六位数字">
                <TextInput
                    value=RwSignal::new(String::new())
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    maxlength=6
                />
            </Field>
            <Button submit=true kind=ButtonKind::Primary>"登录"</Button>
        </form>
    }
}
