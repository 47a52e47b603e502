//! 界面组件: every component of `ui` in its states, in one place. What is not here does not exist; `ui::tests` looks.

use chrono::{TimeDelta, TimeZone, Utc};
use domain::{
    desk::FieldFault,
    kind::Validity,
    obligation::State,
    plan::AssuranceMode,
    site::{Banner as Words, Level},
    workflow::Stage,
};
use leptos::prelude::*;

use super::{frame::PageHead, state::Desk};
use crate::ui::{
    Banner, Breadcrumb, Button, ButtonKind, ButtonLink, Card, Cell, Checkbox, Choice, Crumb, Day, Described,
    DescriptionList, Dialog, EmptyState, ErrorSummary, Field, Heading, HolidayNotice, Icon, IconButton, IconName,
    LiveTag, Markup, ModeTag, Moment, Pager, Panel, Progress, RadioGroup, RichText, RowHeading, Select, SiteBanner,
    SkipLink, Spinner, StageTag, StarTag, StateTag, Tab, TabPanel, Table, Tabs, Tag, TextArea, TextInput, Tone,
    Toolbar, ValidityTag,
};

#[component]
pub(super) fn ComponentsPage() -> impl IntoView {
    view! {
        <PageHead title="界面组件" lead="后台和门户共用的全部组件及其状态。"/>
        <Buttons/>
        <Fields/>
        <Choices/>
        <Tags/>
        <Messages/>
        <Lists/>
        <Structure/>
        <Icons/>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Panel title="按钮" id="buttons">
            <p class="row-actions">
                <Button kind=ButtonKind::Primary>"主要"</Button>
                <Button>"次要"</Button>
                <Button kind=ButtonKind::Quiet>"安静"</Button>
                <Button kind=ButtonKind::Danger>"危险"</Button>
                <Button icon=IconName::Save>"带图标"</Button>
                <Button small=true>"小"</Button>
                <Button disabled=true>"不可用"</Button>
                <Button kind=ButtonKind::Primary busy=true>"进行中"</Button>
                <IconButton label="关闭" icon=IconName::Close/>
                <IconButton label="不可用" icon=IconName::Trash disabled=true/>
            </p>
            <p class="row-actions">
                <ButtonLink href="/desk/components" kind=ButtonKind::Primary>"主要链接"</ButtonLink>
                <ButtonLink href="/desk/components">"链接"</ButtonLink>
                <ButtonLink href="/desk/components" icon=IconName::Printer small=true>"带图标，小"</ButtonLink>
            </p>
        </Panel>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let text = |text: &str| RwSignal::new(text.to_owned());
    let fault = RwSignal::new(Some("标题不超过 100 个字".to_owned()));
    view! {
        <Panel title="输入" id="inputs">
            <div class="form">
                <Field label="单行文字" name="demo-text" hint="说明一直可见">
                    <TextInput value=text("住房保障")/>
                </Field>
                <Field label="必填" name="demo-required" required=true>
                    <TextInput value=text("") placeholder="请填写"/>
                </Field>
                <Field label="有错误" name="demo-fault" error=fault>
                    <TextInput value=text("太长的标题")/>
                </Field>
                <Field label="不可用" name="demo-disabled"><TextInput value=text("不能改") disabled=true/></Field>
                <Field label="只读" name="demo-readonly"><TextInput value=text("只能看") readonly=true/></Field>
                <Field label="日期" name="demo-date"><TextInput value=text("2018-10-30") kind="date"/></Field>
                <Field label="多行文字" name="demo-area"><TextArea value=text("第一行\n第二行")/></Field>
                <Field label="多行，不可用" name="demo-area-disabled">
                    <TextArea value=text("不能改") rows=2 disabled=true/>
                </Field>
                <Field label="搜索标题（标签不显示）" name="demo-label-hidden" label_hidden=true>
                    <TextInput value=text("") kind="search" placeholder="搜索标题"/>
                </Field>
            </div>
        </Panel>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let choices = vec![Choice::new("a", "主动公开"), Choice::new("b", "依申请公开"), Choice::new("c", "不予公开")];
    let (for_select, not_to_select) = (choices.clone(), choices.clone());
    let (faulty, below) = (choices.clone(), choices.clone());
    let fault = RwSignal::new(Some("请选择公开属性".to_owned()));
    view! {
        <Panel title="选择" id="choices">
            <div class="form">
                <Field label="下拉" name="demo-select">
                    <Select value=RwSignal::new("a".to_owned()) choices=for_select empty="请选择"/>
                </Field>
                <Field label="下拉，不可用" name="demo-select-disabled">
                    <Select value=RwSignal::new("b".to_owned()) choices=not_to_select disabled=true/>
                </Field>
                <RadioGroup
                    legend="单选"
                    name="demo-radio"
                    value=RwSignal::new("a".to_owned())
                    choices
                    inline=true
                />
                <RadioGroup
                    legend="单选，有错误"
                    name="demo-radio-fault"
                    value=RwSignal::new(String::new())
                    choices=faulty
                    inline=true
                    error=fault
                />
                <RadioGroup
                    legend="单选，逐行，不可用"
                    name="demo-radio-disabled"
                    value=RwSignal::new("c".to_owned())
                    choices=below
                    disabled=true
                />
                <Checkbox label="已选" name="demo-checked" checked=RwSignal::new(true) hint="可以带说明"/>
                <Checkbox label="未选" name="demo-unchecked" checked=RwSignal::new(false)/>
                <Checkbox label="不可用" name="demo-check-disabled" checked=RwSignal::new(true) disabled=true/>
            </div>
        </Panel>
    }
}

#[component]
fn Tags() -> impl IntoView {
    let stages = Stage::ALL.map(|stage| view! { <StageTag stage/> }).collect_view();
    let modes = AssuranceMode::ALL.map(|mode| view! { <ModeTag mode/> }).collect_view();
    let validities = Validity::ALL.iter().copied().map(|validity| view! { <ValidityTag validity/> }).collect_view();
    let states = State::ALL.map(|state| view! { <StateTag state/> }).collect_view();
    let looks = ["neutral", "plain", "info", "success", "warn", "danger"];
    let looks = looks.map(|look| view! { <Tag text=look look/> }).collect_view();
    view! {
        <Panel title="标签" id="tags">
            <p class="tags">{stages}</p>
            <p class="tags">{modes}</p>
            <p class="tags">{validities} <LiveTag/> <StarTag/></p>
            <p class="tags">{states}</p>
            <p class="tags">{looks} <Tag text="带图标" icon=IconName::Clock title="指针停留时的说明"/></p>
        </Panel>
    }
}

#[component]
fn Messages() -> impl IntoView {
    let desk = Desk::expect();
    let (open, open_wide) = (RwSignal::new(false), RwSignal::new(false));
    let unknown: Option<i32> = None;
    let faults = vec![FieldFault::new("demo-fault", "标题不超过 100 个字"), FieldFault::new("demo-text", "请填写来源")];
    view! {
        <Panel title="消息" id="banners">
            <Banner tone=Tone::Info><p>"说明"</p></Banner>
            <Banner tone=Tone::Success title="已保存"><p>"10:42 已自动保存"</p></Banner>
            <Banner tone=Tone::Warn><p>"还有 2 项检查未通过"</p></Banner>
            <Banner tone=Tone::Danger><p>"系统出现故障"</p></Banner>
            {Level::ALL.into_iter().map(|level| {
                let words = Words { level, text: "右江水位上涨，请注意避险".into(), link: Some("/".into()) };
                view! { <SiteBanner banner=words/> }
            }).collect_view()}
            <HolidayNotice text="元旦放假一天，值班电话见页脚"/>
            <ErrorSummary faults/>
            <p class="row-actions">
                <Button on_press=move |()| desk.say(Tone::Success, "这是一条消息。")>"弹出消息"</Button>
                <Button on_press=move |()| open.set(true)>"打开对话框"</Button>
                <Button on_press=move |()| open_wide.set(true)>"打开宽对话框"</Button>
            </p>
            <Dialog open title="对话框" id="demo-dialog">
                <p>"按 Esc 关闭，焦点回到原处。"</p>
                <div class="dialog__actions"><Button on_press=move |()| open.set(false)>"关闭"</Button></div>
            </Dialog>
            <Dialog open=open_wide title="宽对话框" id="demo-wide-dialog" wide=true>
                <p>"用于对照和预览。"</p>
            </Dialog>
            <p class="row-actions"><Spinner/> <Spinner label="正在载入…"/></p>
            <Progress label="附件.pdf" percent=Some(62)/>
            <Progress label="大小未知的附件" percent=unknown/>
        </Panel>
    }
}

#[component]
fn Lists() -> impl IntoView {
    let at = Utc.timestamp_opt(1_540_861_500, 0).single();
    let on = at.map(|at| at.date_naive());
    let ago = at.map(|at| {
        let now = at + TimeDelta::hours(3);
        view! { <Moment at now/> }
    });
    let headings =
        vec![Heading::new("标题"), Heading::number("附件"), Heading::new("发布时间"), Heading::hidden("选择")];
    let (chosen, not_chosen) = (RwSignal::new(true), RwSignal::new(false));
    view! {
        <Panel title="列表" id="lists">
            <Table caption="表格" headings>
                <tr>
                    <RowHeading>"关于做好住房保障工作的通知"</RowHeading>
                    <Cell label="附件" number=true>"2"</Cell>
                    <Cell label="发布时间">{at.map(|at| view! { <Moment at/> })}</Cell>
                    <Cell label="选择">
                        <Checkbox label="选择这一行" name="demo-row" checked=chosen label_hidden=true/>
                    </Cell>
                </tr>
                <tr>
                    <RowHeading>"隆安县概况"</RowHeading>
                    <Cell label="附件" number=true>"0"</Cell>
                    <Cell label="发布时间">{on.map(|on| view! { <Day on/> })}</Cell>
                    <Cell label="选择">
                        <Checkbox label="选择另一行" name="demo-row-other" checked=not_chosen label_hidden=true/>
                    </Cell>
                </tr>
            </Table>
            <Pager number=3 count=12 total=230 path="/desk/components"/>
            <Pager number=1 count=1 total=7 path="/desk/components" unit="人"/>
            <DescriptionList>
                <Described term="提交">{ago}</Described>
            </DescriptionList>
            <DescriptionList columns=true>
                <Described term="来源">"县政务办"</Described>
                <Described term="责任编辑">"示例"</Described>
            </DescriptionList>
        </Panel>
    }
}

#[component]
fn Structure() -> impl IntoView {
    let active = RwSignal::new("demo-one");
    let tabs = vec![Tab::new("demo-one", "状态"), Tab::new("demo-two", "检查").with_badge(Signal::stored(Some(2)))];
    let actions = view! { <Button small=true>"标题右边的操作"</Button> }.into_any();
    view! {
        <Panel title="结构" id="structure" actions>
            <p class="skip-link-sheet">"按 Tab 键才出现：" <SkipLink/></p>
            <Breadcrumb crumbs=vec![Crumb::link("首页", "/"), Crumb::here("界面组件")]/>
            <Tabs label="示例" tabs active/>
            <TabPanel id="demo-one" active><p>"左右方向键切换。"</p></TabPanel>
            <TabPanel id="demo-two" active><p>"第二页。"</p></TabPanel>
            <Toolbar label="示例"><Button>"保存草稿"</Button> <Button kind=ButtonKind::Primary>"送审"</Button></Toolbar>
            <div class="cards">
                <Card title="卡片" href="/desk/components"><p>"整张卡片可以点。"</p></Card>
                <Card title="不能点的卡片"><p>"只作说明。"</p></Card>
            </div>
            <EmptyState title="没有待办"><p>"说明下一步做什么。"</p></EmptyState>
            <RichText html=Markup::delivered("<h2>小标题</h2><p>正文首行缩进两字。</p>".into()) indented=true/>
            <RichText html=Markup::delivered("<p>作者自己排版的正文。</p>".into())/>
            <Toolbar label="停在窗口下沿" sticky=true><Button kind=ButtonKind::Primary>"停在窗口下沿"</Button></Toolbar>
        </Panel>
        <Panel title="贴边的面板" id="flush" flush=true>
            <EmptyState title="内容与边框之间不留空" icon=IconName::Layers/>
        </Panel>
    }
}

#[component]
fn Icons() -> impl IntoView {
    let icons = IconName::ALL
        .iter()
        .map(|name| {
            view! {
                <li class="icon-sheet__one">
                    <Icon name=*name/>
                    <code>{name.symbol()}</code>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="图标" id="icons"><ul class="icon-sheet">{icons}</ul></Panel>
    }
}
