//! 您即将离开本网站: the notice before any address that is not a government's (发展指引, 地址链接).

use leptos::prelude::*;

use super::{
    address,
    errors::NotFound,
    layout::{Frame, Here},
    parameters::Parameter,
    request,
    tags::PageTitle,
};
use crate::ui::{ButtonLink, Icon, IconName};

/// `/leave?to=https://…`. Only web addresses get a way on; everything else is an address that does not exist.
#[component]
pub(super) fn LeavePage() -> impl IntoView {
    let Some((to, host)) = request::query(Parameter::To).and_then(|to| address::host(&to).map(|host| (to, host)))
    else {
        return view! { <NotFound/> }.into_any();
    };
    let plan = expect_context::<cms::Cms>().plan();
    let site = plan.plan.site.clone();
    view! {
        <PageTitle page="您即将离开本网站" site=site.clone()/>
        <Frame here=Here::Elsewhere>
            <section class="notice">
                <h1 class="notice__title">"您即将离开本网站"</h1>
                <p>
                    "您要访问的 " <strong>{host}</strong> " 不属于政府网站，不由"
                    {site.name} "管理，其内容由该网站负责。请注意保护个人信息和财产安全。"
                </p>
                <p class="notice__address">{to.clone()}</p>
                <div class="notice__actions">
                    <a class="button button--primary" href=to rel="external noopener noreferrer nofollow">
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
