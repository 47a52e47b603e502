//! 底部功能区: what the guideline wants at the foot of every page, as far as the plan's `[site]` says it. A demo shows
//! the whole foot: what is not said there stands as an example that calls itself one.

use domain::plan::Site;
use leptos::prelude::*;

use super::{address, reading_tools::KEY_SITEMAP};

#[component]
pub(super) fn Footer(site: Site, demo: bool) -> impl IntoView {
    // The national platform for reports of faults knows a site by its code; of an example it knows nothing.
    let report = (!site.site_code.is_empty()).then(|| {
        let href = format!("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={}", site.site_code);
        view! { <a href=href>"我为政府网站找错"</a> }
    });
    let site = if demo { with_examples(site) } else { site };
    let facts = [
        ("主办单位", site.owner),
        ("联系方式", site.contact),
        ("网站标识码", site.site_code),
        ("ICP备案号", site.icp),
        ("公安备案号", site.police_record),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div class="footer__fact"><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
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

fn with_examples(site: Site) -> Site {
    let or = |said: String, example: &str| if said.is_empty() { example.to_owned() } else { said };
    Site {
        owner: or(site.owner, "示例县人民政府办公室（示例）"),
        site_code: or(site.site_code, "0000000000（示例）"),
        icp: or(site.icp, "桂ICP备00000000号（示例）"),
        police_record: or(site.police_record, "桂公网安备 00000000000000号（示例）"),
        ..site
    }
}
