//! 账号: the security administrator's list. What is decided here ends sessions at once and goes into the log.

use domain::{
    desk::people::{AccountRow, AccountState, FirstPassword},
    id::AccountId,
};
use leptos::prelude::*;

use super::{
    first_password::FirstPasswordDialog,
    frame::PageHead,
    loaded::{load, loaded},
    open_account::OpenAccount,
    state::{Desk, signed_in},
};
use crate::{
    api::{ApiError, Served, people, plan},
    ui::{
        Button, ButtonKind, Cell, Dialog, EmptyState, Field, Heading, IconName, Moment, Panel, RowHeading, Table, Tag,
        TextInput, Tone, live,
    },
};

/// A step on somebody's account, asked before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Lock,
    Unlock,
    Close,
    ResetPassword,
    ResetTotp,
}

impl Step {
    const fn label(self) -> &'static str {
        match self {
            Self::Lock => "锁定",
            Self::Unlock => "解锁",
            Self::Close => "注销",
            Self::ResetPassword => "重置密码",
            Self::ResetTotp => "重置动态口令",
        }
    }

    const fn consequence(self) -> &'static str {
        match self {
            Self::Lock => "账号立即退出登录，解锁之前不能再登录。",
            Self::Unlock => "账号可以重新登录。",
            Self::Close => "账号永久停用，不能恢复；以前的流程记录保留。",
            Self::ResetPassword => "生成新的初始密码，只显示一次；账号立即退出登录，下次登录须修改密码。",
            Self::ResetTotp => "手机上的动态口令作废；下次登录须重新设置。",
        }
    }

    async fn take(self, account: AccountId) -> Result<Option<FirstPassword>, ApiError> {
        match self {
            Self::Lock => people::lock_account(account).await.map(|()| None),
            Self::Unlock => people::unlock_account(account).await.map(|()| None),
            Self::Close => people::close_account(account).await.map(|()| None),
            Self::ResetPassword => people::reset_password(account).await.map(Some),
            Self::ResetTotp => people::reset_totp(account).await.map(|()| None),
        }
    }
}

#[component]
pub(super) fn AccountsPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let accounts = load(move || changed.get(), |_| people::accounts());
    let names = load(|| (), |()| plan::plan_names());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let words = RwSignal::new(String::new());
    view! {
        <PageHead title="账号" lead="账号凭审定单开设；锁定、注销、重置都记入日志。"/>
        {loaded(names, move |names| view! { <OpenAccount units=names.units reload/> }.into_any())}
        <Field label="查找账号" name="account-words" hint="姓名、账号或单位中的字">
            <TextInput value=words kind="search"/>
        </Field>
        {loaded(accounts, move |Served { now, value }| view! { <List rows=value now words reload/> }.into_any())}
    }
}

#[component]
fn List(
    rows: Vec<AccountRow>,
    now: chrono::DateTime<chrono::Utc>,
    words: RwSignal<String>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let own = signed_in().account;
    let (asked, open, busy) =
        (RwSignal::new(None::<(AccountId, String, Step)>), RwSignal::new(false), RwSignal::new(false));
    let first = RwSignal::new(None::<FirstPassword>);
    let rows = StoredValue::new(rows);
    let ask = Callback::new(move |step: (AccountId, String, Step)| {
        asked.set(Some(step));
        open.set(true);
    });
    let take = move |()| {
        let Some((account, _, step)) = asked.get_untracked() else { return };
        desk.call(busy, step.take(account), move |password| {
            open.set(false);
            desk.say(Tone::Success, format!("已{}。", step.label()));
            match password {
                Some(password) => first.set(Some(password)),
                None => reload.run(()),
            }
        });
    };
    let shown = move || {
        let words = words.get();
        let words = words.trim();
        rows.with_value(|rows| {
            rows.iter()
                .filter(|row| [&row.name, &row.login, &row.unit_name].into_iter().any(|text| text.contains(words)))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let headings = vec![
        Heading::new("姓名"),
        Heading::new("账号"),
        Heading::new("类型"),
        Heading::new("单位"),
        Heading::new("电话"),
        Heading::new("状态"),
        Heading::new("最近登录"),
        Heading::hidden("操作"),
    ];
    view! {
        <Panel title="账号列表" id="accounts" flush=true>
            {live(move || shown().is_empty().then(|| view! {
                <EmptyState title="没有符合条件的账号" icon=IconName::Users>
                    <p>"换几个字再查。"</p>
                </EmptyState>
            }))}
            <Table caption="账号及其状态" caption_hidden=true headings>
                {live(move || shown().into_iter().map(|row| line(row, now, own, ask)).collect_view())}
            </Table>
        </Panel>
        <Dialog open title="确认" id="account-step">
            {live(move || asked.get().map(|(_, name, step)| view! {
                <p><strong>{format!("{}：{name}", step.label())}</strong></p>
                <p>{step.consequence()}</p>
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Danger busy on_press=take>{step.label()}</Button>
                </div>
            }))}
        </Dialog>
        <FirstPasswordDialog password=first on_seen=reload/>
    }
}

fn line(
    row: AccountRow,
    now: chrono::DateTime<chrono::Utc>,
    own: AccountId,
    ask: Callback<(AccountId, String, Step)>,
) -> impl IntoView {
    let blocked = row.blocked_until.filter(|until| *until > now);
    let mut steps = Vec::new();
    if row.id != own && row.state != AccountState::Closed {
        steps.push(if row.state == AccountState::Locked || blocked.is_some() { Step::Unlock } else { Step::Lock });
        steps.push(Step::ResetPassword);
        if row.has_totp {
            steps.push(Step::ResetTotp);
        }
        steps.push(Step::Close);
    }
    let (id, name) = (row.id, row.name.clone());
    let buttons = steps
        .into_iter()
        .map(|step| {
            let name = name.clone();
            let kind = if step == Step::Close { ButtonKind::Danger } else { ButtonKind::Secondary };
            view! { <Button small=true kind on_press=move |()| ask.run((id, name.clone(), step))>{step.label()}</Button> }
        })
        .collect_view();
    let (look, icon) = match row.state {
        AccountState::Active => ("success", IconName::CircleCheck),
        AccountState::Locked => ("warn", IconName::Lock),
        AccountState::Closed => ("neutral", IconName::Ban),
    };
    view! {
        <tr>
            <RowHeading>{row.name}</RowHeading>
            <Cell label="账号">{row.login}</Cell>
            <Cell label="类型">{row.role.label()}</Cell>
            <Cell label="单位">{row.unit_name}</Cell>
            <Cell label="电话">{row.phone}</Cell>
            <Cell label="状态">
                <span class="tags">
                    <Tag text=row.state.label() look icon/>
                    {blocked.map(|_| view! { <Tag text="登录失败过多，暂停登录" look="warn" icon=IconName::Lock/> })}
                    {row.has_totp.then(|| view! { <Tag text="动态口令" look="plain" icon=IconName::Key/> })}
                </span>
            </Cell>
            <Cell label="最近登录">{row.last_login_at.map(|at| view! { <Moment at now/> })}</Cell>
            <Cell label="操作"><span class="row-actions">{buttons}</span></Cell>
        </tr>
    }
}
