//! 您即将离开本网站: the notice before any address that is not a government's (发展指引, 地址链接).

use leptos::prelude::*;

use super::{
    address,
    errors::NotFound,
    layout::{Frame, Here},
    parameters::Parameter,
    request,
    tags::PassingTitle,
};
use crate::ui::{ButtonLink, Icon, IconName};

/// `/leave?to=https://…`. Only web addresses get a way on, and only by the reader's own press: the page never leads on by
/// itself. Everything else is an address that does not exist.
#[component]
pub(super) fn LeavePage() -> impl IntoView {
    let Some((to, url)) = request::query(Parameter::To).and_then(|to| address::outside(&to).map(|url| (to, url)))
    else {
        return view! { <NotFound/> }.into_any();
    };
    let plan = expect_context::<cms::Cms>().plan();
    let site = plan.plan.site.clone();
    // Whoever made up this address must not let the county say that another government is none.
    let about = if address::is_government(url.as_str(), &site) {
        " 是政府网站，其内容由该网站负责。".to_owned()
    } else {
        format!(" 不属于政府网站，不由{}管理，其内容由该网站负责。请注意保护个人信息和财产安全。", site.name)
    };
    let host = url.host_str().unwrap_or_default().to_owned();
    view! {
        <PassingTitle page="您即将离开本网站" site=site.clone()/>
        <Frame here=Here::Elsewhere>
            <section class="notice">
                <h1 class="notice__title">"您即将离开本网站"</h1>
                <p>"您要访问的 " <strong>{host}</strong> {about}</p>
                <p class="notice__address">{to}</p>
                <div class="notice__actions">
                    <a class="button button--primary" href=url.to_string() rel="external noopener noreferrer nofollow">
                        <Icon name=IconName::ExternalLink/>
                        <span class="button__label">"继续访问"</span>
                    </a>
                    <ButtonLink href="/" icon=IconName::House>"留在本站"</ButtonLink>
                </div>
            </section>
        </Frame>
    }
    .into_any()
}
