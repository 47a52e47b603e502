//! 管理员账号新增（密码修改）审定单.

use domain::{
    desk::people::{AccountRequest, FormPurpose},
    time,
};
use leptos::prelude::*;

use super::line;

pub(super) fn sheet(title: String, request: AccountRequest) -> impl IntoView {
    let form = &request.form;
    let mark = |purpose: FormPurpose| {
        let tick = if form.purpose == purpose { "☑" } else { "☐" };
        format!("{tick} {}", purpose.label())
    };
    let purpose = format!("{}　　{}", mark(FormPurpose::NewAccount), mark(FormPurpose::NewPassword));
    let filed = format!("{}　{}", request.requested_by, time::minute(request.requested_at));
    let decided = match (&request.decided_by, request.decided_at) {
        (Some(by), Some(at)) => format!("{}　{by}　{}", request.state.label(), time::minute(at)),
        _ => request.state.label().to_owned(),
    };
    view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{format!("编号：{}", request.number)}</p>
        <table class="paper__form">
            <tbody>
                {line("事由", purpose)}
                {line("单位", request.unit_name.clone())}
                {line("使用人", form.person.clone())}
                {line("联系电话", form.phone.clone())}
                {line("账号", form.login.clone())}
                {line("账号类型", form.role.label())}
                {line("申请理由", form.reason.clone())}
                {line("申请人", filed)}
                {line("审批", decided)}
                {line("审批意见", request.decision_note.clone())}
            </tbody>
        </table>
        <table class="paper__form paper__signatures">
            <tbody>
                <tr>
                    <th scope="row">"单位负责人签字（盖章）"</th>
                    <td></td>
                </tr>
                <tr>
                    <th scope="row">"使用人签字"</th>
                    <td></td>
                </tr>
            </tbody>
        </table>
    }
}
