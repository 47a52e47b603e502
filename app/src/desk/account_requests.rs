//! 账号申请 (附件2): filed by a unit, decided by the security administrator, printable.

use domain::{
    account::Role,
    desk::{
        FieldFault,
        people::{AccountForm, AccountRequest, FirstPassword, FormPurpose, FormState},
    },
    id::AccountRequestId,
    permission::Action,
    plan::UnitCode,
};
use leptos::prelude::*;

use super::{
    first_password::FirstPasswordDialog,
    frame::PageHead,
    loaded::{load, loaded},
    me::{fault_beside, show},
    state::{Desk, signed_in},
};
use crate::{
    api::{Served, people, plan},
    ui::{
        Button, ButtonKind, Cell, Choice, Dialog, EmptyState, ErrorSummary, Field, Heading, IconName, Moment, Panel,
        RadioGroup, RowHeading, Select, Table, Tag, TextArea, TextInput, Tone, live,
    },
};

#[component]
pub(super) fn AccountRequestsPage() -> impl IntoView {
    let me = signed_in();
    let changed = RwSignal::new(0_i64);
    let requests = load(move || changed.get(), |_| people::account_requests());
    let names = load(|| (), |()| plan::plan_names());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let decides = me.rights.contains(&Action::DecideAccountRequest);
    let files = me.rights.contains(&Action::RequestAccount);
    let lead = if decides {
        "审批各单位提出的账号审定单。"
    } else {
        "填写账号审定单，由安全管理员审批。"
    };
    view! {
        <PageHead title="账号申请" lead/>
        {loaded(names, move |names| {
            let units = names.units.into_iter().map(|unit| Choice::new(unit.code.to_string(), unit.name)).collect::<Vec<_>>();
            files.then(|| view! { <RequestForm units reload/> }).into_any()
        })}
        {loaded(requests, move |Served { now, value }| view! { <Requests rows=value now decides reload/> }.into_any())}
    }
}

#[component]
fn RequestForm(units: Vec<Choice>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let me = signed_in();
    let text = || RwSignal::new(String::new());
    let (person, phone, login, reason) = (text(), text(), text(), text());
    let purpose = RwSignal::new(FormPurpose::NewAccount.code().to_owned());
    let role = RwSignal::new(Role::Publisher.code().to_owned());
    let unit = RwSignal::new(me.unit.to_string());
    let any_unit = me.role == Role::PortalManager;
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = (
            FormPurpose::from_code(&purpose.get_untracked()),
            UnitCode::parse(&unit.get_untracked()),
            Role::from_code(&role.get_untracked()),
        );
        let (Some(purpose), Some(unit), Some(role)) = chosen else {
            return faults.set(vec![FieldFault::new("unit", "请选择单位")]);
        };
        faults.set(Vec::new());
        let form = AccountForm {
            purpose,
            unit,
            person: person.get_untracked(),
            phone: phone.get_untracked(),
            login: login.get_untracked(),
            role,
            reason: reason.get_untracked(),
        };
        desk.call_with(
            busy,
            people::request_account(form),
            move |_| {
                for field in [person, phone, login, reason] {
                    field.set(String::new());
                }
                desk.say(Tone::Success, "申请已提交，等待安全管理员审批。");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let purposes = [FormPurpose::NewAccount, FormPurpose::NewPassword].map(|one| Choice::new(one.code(), one.label()));
    let roles: Vec<Choice> = Role::ALL.map(|role| Choice::new(role.code(), role.label())).into();
    view! {
        <Panel title="填写审定单" id="request-account">
            <form class="form" on:submit=send>
                <ErrorSummary faults/>
                <RadioGroup legend="事由" name="purpose" value=purpose choices=purposes.into() inline=true/>
                <div class="form__row">
                    <Field label="单位" name="unit" error=fault("unit") required=true>
                        <Select value=unit choices=units disabled=!any_unit/>
                    </Field>
                    <Field label="账号类型" name="role" error=fault("role") required=true>
                        <Select value=role choices=roles/>
                    </Field>
                </div>
                <div class="form__row">
                    <Field label="使用人" name="person" error=fault("person") required=true>
                        <TextInput value=person autocomplete="off"/>
                    </Field>
                    <Field label="电话" name="phone" error=fault("phone") required=true>
                        <TextInput value=phone kind="tel" autocomplete="off"/>
                    </Field>
                    <Field
                        label="账号名"
                        name="login"
                        error=fault("login")
                        required=true
                        hint="3 至 32 位小写字母、数字、“-”或“.”；修改密码的填原账号"
                    >
                        <TextInput value=login autocomplete="off"/>
                    </Field>
                </div>
                <Field label="理由" name="reason" error=fault("reason") required=true>
                    <TextArea value=reason rows=3/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Send busy>"提交审定单"</Button>
                </div>
            </form>
        </Panel>
    }
}

#[component]
fn Requests(
    rows: Vec<AccountRequest>,
    now: chrono::DateTime<chrono::Utc>,
    decides: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let deciding = RwSignal::new(None::<AccountRequest>);
    let first = RwSignal::new(None::<FirstPassword>);
    if rows.is_empty() {
        let next = if decides {
            "各单位提交审定单后，会出现在这里。"
        } else {
            "需要新账号或新密码时，在上面填写审定单。"
        };
        return view! {
            <EmptyState title="还没有账号申请" icon=IconName::UserPlus><p>{next}</p></EmptyState>
        }
        .into_any();
    }
    let lines = rows
        .into_iter()
        .map(|request| {
            let (look, icon) = match request.state {
                FormState::Open => ("warn", IconName::Clock),
                FormState::Granted => ("success", IconName::CircleCheck),
                FormState::Refused => ("neutral", IconName::CircleX),
            };
            let print = format!("/desk/print/account-requests/{}", request.id);
            let form = request.form.clone();
            let to_decide = request.clone();
            let decide = (decides && request.state == FormState::Open).then(|| view! {
                <Button small=true kind=ButtonKind::Primary on_press=move |()| deciding.set(Some(to_decide.clone()))>"审批"</Button>
            });
            view! {
                <tr>
                    <RowHeading>{request.number}</RowHeading>
                    <Cell label="事由">{form.purpose.label()}</Cell>
                    <Cell label="单位">{request.unit_name}</Cell>
                    <Cell label="使用人">{format!("{}（{}）", form.person, form.login)}</Cell>
                    <Cell label="类型">{form.role.label()}</Cell>
                    <Cell label="提出">{request.requested_by} " · " <Moment at=request.requested_at now/></Cell>
                    <Cell label="状态">
                        <Tag text=request.state.label() look icon/>
                        {(!request.decision_note.is_empty()).then(|| view! { <p class="note">{request.decision_note}</p> })}
                    </Cell>
                    <Cell label="操作">
                        <span class="row-actions">
                            {decide}
                            <a class="button button--quiet button--small" href=print rel="external" target="_blank">"打印"</a>
                        </span>
                    </Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["审定单编号", "事由", "单位", "使用人", "类型", "提出", "状态"].map(Heading::new);
    let headings = headings.into_iter().chain([Heading::hidden("操作")]).collect();
    view! {
        <Panel title="审定单" id="requests" flush=true>
            <Table caption="账号审定单" caption_hidden=true headings>{lines}</Table>
        </Panel>
        <DecideDialog deciding first reload/>
        <FirstPasswordDialog password=first on_seen=reload/>
    }
    .into_any()
}

#[component]
fn DecideDialog(
    deciding: RwSignal<Option<AccountRequest>>,
    first: RwSignal<Option<FirstPassword>>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (note, fault) = (RwSignal::new(String::new()), RwSignal::new(None));
    Effect::new(move |_| {
        if deciding.read().is_some() {
            note.set(String::new());
            fault.set(None);
            open.set(true);
        }
    });
    let decide = move |request: AccountRequestId, grant: bool| {
        let text = note.get_untracked().trim().to_owned();
        if !grant && text.is_empty() {
            return fault.set(Some("不同意须写明理由".to_owned()));
        }
        desk.call(busy, people::decide_request(request, grant, text), move |password| {
            open.set(false);
            desk.say(Tone::Success, if grant { "已同意。" } else { "已告知申请人未同意。" });
            match password {
                Some(password) => first.set(Some(password)),
                None => reload.run(()),
            }
        });
    };
    view! {
        <Dialog open title="审批账号申请" id="decide-request">
            {live(move || deciding.get().map(|request| {
                let id = request.id;
                let holder = request.holder.clone();
                view! {
                    <p>
                        <strong>{format!("{}　{}", request.number, request.form.purpose.label())}</strong>
                    </p>
                    <p>{format!(
                        "{}　{}（{}），{}", request.unit_name, request.form.person, request.form.login, request.form.role.label(),
                    )}</p>
                    {holder.map(|name| view! { <p>{format!("账号登记的使用人：{name}")}</p> })}
                    <p>{format!("理由：{}", request.form.reason)}</p>
                    <Field label="审批意见" name="decision-note" error=fault>
                        <TextArea value=note rows=3/>
                    </Field>
                    <div class="dialog__actions">
                        <Button kind=ButtonKind::Danger busy on_press=move |()| decide(id, false)>"不同意"</Button>
                        <Button kind=ButtonKind::Primary busy on_press=move |()| decide(id, true)>"同意"</Button>
                    </div>
                }
            }))}
        </Dialog>
    }
}
