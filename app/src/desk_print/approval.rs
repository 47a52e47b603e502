//! 发布审定单: what was published, who reviewed its secrecy, who signed it, in one sheet.

use domain::{
    desk::{approval::ApprovalForm, content::Decision},
    file_size::size_in_words,
    item::SecrecyReview,
    kind::Detail,
    time,
};
use leptos::prelude::*;

use super::{line, table};
use crate::ui::{Markup, RichText};

pub(super) fn sheet(title: String, form: ApprovalForm) -> impl IntoView {
    let unit = match &form.submitted_by {
        Some(from) => format!("{}（报送单位：{from}）", form.unit_name),
        None => form.unit_name.clone(),
    };
    let published = published(&form);
    let state = match form.release.manner.mark() {
        Some(mark) => format!("{}（{mark}）", form.stage.label()),
        None => form.stage.label().to_owned(),
    };
    let content = &form.content;
    let files = form
        .attachments
        .iter()
        .map(|file| {
            let hash = if file.hash.is_empty() { "文件已不存在".to_owned() } else { file.hash.clone() };
            view! {
                <tr>
                    <td>{file.name.clone()}</td>
                    <td>{size_in_words(file.size)}</td>
                    <td class="paper__hash">{hash}</td>
                </tr>
            }
        })
        .collect_view();
    let has_files = !form.attachments.is_empty();
    let confirmations = form
        .confirmations
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <td>{one.message.clone()}</td>
                    <td>{one.reason.clone()}</td>
                    <td>{format!("{}　{}", one.by, time::minute(one.at))}</td>
                </tr>
            }
        })
        .collect_view();
    let has_confirmations = !form.confirmations.is_empty();
    let document_number = match &content.detail {
        Detail::PolicyDocument(document) => document.number(),
        _ => String::new(),
    };
    let copyright = content.copyright.clone();
    let chain = form.chain.iter().map(step).collect_view();
    view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{format!("编号：{}", form.number)}</p>
        <table class="paper__form">
            <tbody>
                {line("标题", content.title.clone())}
                {line("栏目", form.column_path.clone())}
                {line("单位", unit)}
                {line("作者", form.authors.join("、"))}
                {line("来源", content.source.clone())}
                {line("责任编辑", content.editor.clone())}
                {line("类型 / 方式", format!("{} / {}", content.detail.label(), form.origin.label()))}
                {line("公开属性", content.disclosure_in_words())}
                {(!document_number.is_empty()).then(|| line("发文字号", document_number))}
                {(!copyright.is_empty()).then(|| line("图片版权", copyright))}
                {line("附件", format!("{} 件", form.attachments.len()))}
                {line("修订", format!("第 {} 次，{} 建立", form.revision, time::minute(form.created_at)))}
                {line("状态", state)}
                {line("发布时间", published)}
                {line("内容摘要值", form.content_hash.clone())}
            </tbody>
        </table>
        <h2 class="paper__subtitle">"保密审查"</h2>
        {secrecy(form.secrecy.as_ref())}
        {has_files.then(|| view! {
            <h2 class="paper__subtitle">"附件"</h2>
            {table(&["文件名", "大小", "SHA-256"], files)}
        })}
        {has_confirmations.then(|| view! {
            <h2 class="paper__subtitle">"核对记录"</h2>
            {table(&["检查提示", "核对说明", "核对人"], confirmations)}
        })}
        <h2 class="paper__subtitle">"审签流程"</h2>
        {table(&["修订", "步骤", "经手人", "时间", "意见"], chain)}
        <div class="paper__seal">
            <p>"单位（盖章）："</p>
            <p>"日期：　　　　年　　月　　日"</p>
        </div>
        <div class="paper__foot">
            <p>
                {format!("打印时间：{}", time::minute(form.printed_at))}
                <br/>
                {form.address.clone()}
            </p>
            <div class="paper__qr"><RichText html=Markup::delivered(form.qr)/></div>
        </div>
    }
}

/// When the revision became public, or will. Of a correction the page keeps the time of the first publication, and a time may
/// have been corrected: then all of it is said.
fn published(form: &ApprovalForm) -> String {
    let corrections = form.corrections();
    let corrected = corrections.first().map(|(_, last)| last.to);
    let Some(shown) = form.published_at.or(corrected).or(form.release.at) else {
        return form.publish_at.map_or_else(|| "尚未发布".to_owned(), |at| format!("定于 {}", time::minute(at)));
    };
    let notes = corrections.iter().map(|(decision, correction)| {
        let (from, at) = (time::minute(correction.from), time::minute(decision.at));
        format!("原为 {from}，由 {} 于 {at} 更正：{}", decision.by, decision.reason)
    });
    let mut notes: Vec<String> = notes.collect();
    let set = time::minute(corrections.last().map_or(shown, |(_, first)| first.from));
    let released = form.release.at.map(time::minute).filter(|released| *released != set);
    notes.extend(released.map(|released| format!("本次修订于 {released} 公开")));
    let shown = time::minute(shown);
    if notes.is_empty() { shown } else { format!("{shown}（{}）", notes.join("；")) }
}

fn secrecy(review: Option<&SecrecyReview>) -> AnyView {
    let Some(review) = review else {
        return view! { <p>"未登记保密审查。"</p> }.into_any();
    };
    let contains =
        |is: bool, treatment: &str| if is { format!("有。处理：{treatment}") } else { "无".to_owned() };
    let day = review.reviewed_on.map(|on| on.to_string()).unwrap_or_default();
    let recorded = review.recorded_at.map(|at| format!("{}　{}", review.recorded_by, time::minute(at)));
    view! {
        <table class="paper__form">
            <tbody>
                {line("审查表编号", review.form_number.clone())}
                {line("科室意见", format!("{}　{}", review.section_opinion, review.section_head))}
                {line("保密审查意见", format!("{}　{}　{day}", review.review_opinion, review.reviewer))}
                {line("领导意见", format!("{}　{}", review.leader_opinion, review.leader))}
                {line("个人信息", contains(review.contains_personal_data, &review.personal_data_treatment))}
                {line("商业秘密、第三方", contains(review.contains_third_party_secrets, &review.third_party_treatment))}
                {line("登记", recorded.unwrap_or_default())}
            </tbody>
        </table>
    }
    .into_any()
}

fn step(decision: &Decision) -> impl IntoView + use<> {
    let by = match &decision.on_behalf_of {
        Some(unit) => format!("{}（{}，受 {unit} 委托）", decision.by, decision.unit_name),
        None => format!("{}（{}）", decision.by, decision.unit_name),
    };
    view! {
        <tr>
            <td>{decision.revision}</td>
            <td>{decision.step.label()}</td>
            <td>{by}</td>
            <td>{time::minute(decision.at)}</td>
            <td>{decision.remark()}</td>
        </tr>
    }
}
