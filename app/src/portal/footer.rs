//! 底部功能区: what the guideline wants at the foot of every page, as far as the plan's `[site]` says it.

use domain::plan::Site;
use leptos::prelude::*;

use super::{address, reading_tools::KEY_SITEMAP};

#[component]
pub(super) fn Footer(site: Site) -> impl IntoView {
    let facts = [
        ("主办单位", site.owner),
        ("联系方式", site.contact),
        ("网站标识码", site.site_code.clone()),
        ("ICP备案号", site.icp),
        ("公安备案号", site.police_record),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div class="footer__fact"><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
    // The national platform for reports of faults knows a site by its code.
    let report = (!site.site_code.is_empty()).then(|| {
        let href = format!("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={}", site.site_code);
        view! { <a href=href>"我为政府网站找错"</a> }
    });
    // The office that issues the certificate is the State's, whatever its address ends in: no leave-site notice.
    let emblem = address::host(&site.emblem_address).map(|_| {
        view! { <a href=site.emblem_address>"党政机关网站标识"</a> }
    });
    view! {
        <footer class="footer">
            <div class="wrap">
                <div class="footer__links">
                    {emblem}
                    <a href="/sitemap" accesskey=KEY_SITEMAP>"站点地图"</a>
                    <a href="/feed.xml">"RSS订阅"</a>
                    <a href="/accessibility">"无障碍说明"</a>
                    {report}
                    <a href="/desk">"管理登录"</a>
                </div>
                <dl class="footer__facts">{facts}</dl>
            </div>
        </footer>
    }
}
