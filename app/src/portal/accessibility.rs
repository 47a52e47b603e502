//! 无障碍说明: what the portal offers to whom, the way by keyboard, and whom to tell when something does not work.

use leptos::prelude::*;

use super::{
    layout::{Frame, Here},
    preview::Preview,
    reading_tools::{KEY_ELDER, KEY_HOME, KEY_SITEMAP, KEY_TOOLS},
    structured::Way,
    tags::PageTitle,
};
use crate::ui::Crumb;

#[component]
pub(super) fn AccessibilityPage() -> impl IntoView {
    let plan = expect_context::<cms::Cms>().plan();
    let site = plan.plan.site.clone();
    let keys = [
        (KEY_TOOLS, "打开或关闭无障碍工具条"),
        (KEY_HOME, "首页"),
        (KEY_SITEMAP, "站点地图"),
        (KEY_ELDER, "进入或退出长者模式"),
    ]
    .into_iter()
    .map(|(key, does)| view! { <tr><th scope="row"><kbd>{key}</kbd></th><td>{does}</td></tr> })
    .collect_view();
    let contact = (!site.contact.is_empty()).then(|| {
        view! {
            <h2>"意见反馈"</h2>
            <p>"使用中如有障碍，或需要以其他方式获取信息，请与我们联系："{site.contact.clone()}"。"</p>
        }
    });
    let summary = format!("{}的无障碍设施：大字、读屏、键盘、朗读和长者模式怎样使用。", site.name);
    let preview = Preview { summary, ..Preview::default() };
    view! {
        <PageTitle page="无障碍说明" site=site.clone() preview/>
        <Frame here=Here::Elsewhere>
            <Way crumbs=vec![Crumb::link("首页", "/"), Crumb::here("无障碍说明")]/>
            <article class="sheet">
                <h1 class="sheet__title">"无障碍说明"</h1>
                <div class="sheet__body">
                    <div class="prose">
                        <p>
                            {format!("{}依照《中华人民共和国无障碍环境建设法》和《互联网网站适老化通用设计规范》建设。", site.name)}
                            "以下功能在每一个页面和表单上都有效，设置一次，一年内有效；不需要安装任何软件，关闭浏览器脚本也能使用。"
                        </p>
                        <h2>"阅读方式"</h2>
                        <ul>
                            <li><strong>"长者模式"</strong>"：大字、大图标、简洁版面，没有弹窗和广告。页面顶部一键进入，一键退出。"</li>
                            <li><strong>"繁體"</strong>"：简体、繁体一键转换。繁体由程序转换，仅供阅读，内容以简体为准。"</li>
                            <li><strong>"高对比度"</strong>"：黑底、白字、黄色链接，图片保持原样。"</li>
                            <li><strong>"阅读辅助线"</strong>"：一条横线跟随鼠标和键盘焦点（需要浏览器脚本）。"</li>
                            <li><strong>"大鼠标指针"</strong>"：放大的鼠标指针。"</li>
                            <li><strong>"正文字号"</strong>"：大、中、小三种；浏览器缩放到 400% 时版面自动重排。"</li>
                        </ul>
                        <p>"后四项在页面顶部“无障碍”按钮打开的工具条里；“恢复标准版”一次取消全部设置。"</p>
                        <h2>"键盘操作"</h2>
                        <p>
                            "全部功能都可以用键盘完成：Tab 键到下一个链接或按钮，Shift+Tab 到上一个，回车键打开或按下，Esc 键收起菜单。"
                            "打开页面后按一次 Tab 键，再按回车键，可以跳过页头直达正文。当前焦点有醒目的边框。"
                        </p>
                        <div class="prose__table">
                            <table>
                                <caption>"快捷键"</caption>
                                <thead><tr><th scope="col">"按键"</th><th scope="col">"作用"</th></tr></thead>
                                <tbody>{keys}</tbody>
                            </table>
                        </div>
                        <p>"Windows 上的 Chrome、Edge 按 Alt 加上面的数字，Firefox 按 Alt+Shift 加数字；macOS 按 Control+Option 加数字。"</p>
                        <h2>"读屏软件"</h2>
                        <p>
                            "页面分为页头、导航、正文、页脚等区域，标题逐级排列，图片有文字说明，表格有标题和表头，表单项有名称和提示。"
                            "紧急通知以不打断的方式播报。状态都有文字，不只用颜色表示。"
                        </p>
                        {contact}
                    </div>
                </div>
            </article>
        </Frame>
    }
}
