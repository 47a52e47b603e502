//! 保密审查: the record of the review inside the unit, entered item by item before submission.

use chrono::NaiveDate;
use domain::{desk::FieldFault, item::SecrecyReview, time};
use leptos::prelude::*;

use super::{
    Writing,
    attachments::UploadField,
    upload::{UploadKind, Uploaded},
};
use crate::{
    api::{ApiError, content},
    desk::state::Desk,
    ui::{Banner, Button, ButtonKind, Checkbox, ErrorSummary, Field, IconName, TextArea, TextInput, Tone, live},
};

/// The form's fields.
#[derive(Debug, Clone, Copy)]
struct Fields {
    form_number: RwSignal<String>,
    section_head: RwSignal<String>,
    section_opinion: RwSignal<String>,
    reviewer: RwSignal<String>,
    review_opinion: RwSignal<String>,
    reviewed_on: RwSignal<String>,
    leader: RwSignal<String>,
    leader_opinion: RwSignal<String>,
    personal: RwSignal<bool>,
    personal_treatment: RwSignal<String>,
    third_party: RwSignal<bool>,
    third_party_treatment: RwSignal<String>,
    scan: RwSignal<Option<(domain::id::MediaId, String)>>,
}

impl Fields {
    fn of(review: Option<&SecrecyReview>) -> Self {
        let review = review.cloned().unwrap_or_default();
        let reviewed_on = review.reviewed_on.map(|day| day.to_string()).unwrap_or_default();
        // What the paper says in all but a few cases; whoever enters it compares it with the paper.
        let opinion = |said: String| RwSignal::new(if said.is_empty() { "同意公开".to_owned() } else { said });
        Self {
            form_number: RwSignal::new(review.form_number),
            section_head: RwSignal::new(review.section_head),
            section_opinion: opinion(review.section_opinion),
            reviewer: RwSignal::new(review.reviewer),
            review_opinion: opinion(review.review_opinion),
            reviewed_on: RwSignal::new(reviewed_on),
            leader: RwSignal::new(review.leader),
            leader_opinion: opinion(review.leader_opinion),
            personal: RwSignal::new(review.contains_personal_data),
            personal_treatment: RwSignal::new(review.personal_data_treatment),
            third_party: RwSignal::new(review.contains_third_party_secrets),
            third_party_treatment: RwSignal::new(review.third_party_treatment),
            scan: RwSignal::new(review.scan.map(|scan| (scan, review.scan_name))),
        }
    }

    fn review(self) -> SecrecyReview {
        let (scan, scan_name) = self.scan.get_untracked().map_or((None, String::new()), |(id, name)| (Some(id), name));
        SecrecyReview {
            form_number: self.form_number.get_untracked(),
            section_head: self.section_head.get_untracked(),
            section_opinion: self.section_opinion.get_untracked(),
            reviewer: self.reviewer.get_untracked(),
            review_opinion: self.review_opinion.get_untracked(),
            reviewed_on: self.reviewed_on.get_untracked().parse::<NaiveDate>().ok(),
            leader: self.leader.get_untracked(),
            leader_opinion: self.leader_opinion.get_untracked(),
            contains_personal_data: self.personal.get_untracked(),
            personal_data_treatment: self.personal_treatment.get_untracked(),
            contains_third_party_secrets: self.third_party.get_untracked(),
            third_party_treatment: self.third_party_treatment.get_untracked(),
            scan,
            scan_name,
            ..SecrecyReview::default()
        }
    }
}

#[component]
pub(super) fn Secrecy(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let fields = writing.sheet.with_untracked(|sheet| Fields::of(sheet.secrecy.as_ref()));
    let item = writing.autosave.item;
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = move |field: &'static str| {
        Signal::derive(move || faults.read().iter().find(|one| one.field == field).map(|one| one.message.clone()))
    };
    // The review is about the text as the server has it.
    let record = move |()| {
        writing.autosave.when_saved(move || {
            faults.set(Vec::new());
            desk.call_with(
                busy,
                content::record_secrecy_review(item, fields.review()),
                move |_| {
                    desk.say(Tone::Success, "保密审查已登记。");
                    writing.refresh();
                },
                move |error| match error {
                    ApiError::Invalid(found) => faults.set(found),
                    other => desk.say(Tone::Danger, other.to_string()),
                },
            );
        });
    };
    let stale = move || {
        let report = writing.autosave.report.read();
        report.blockers().find(|finding| finding.field == "secrecy").map(|finding| finding.message.clone())
    };
    let recorded = move || {
        writing.sheet.with(|sheet| {
            sheet.secrecy.as_ref().and_then(|review| {
                let at = review.recorded_at?;
                Some(format!("{} 于 {} 登记", review.recorded_by, time::minute(at)))
            })
        })
    };
    view! {
        <form class="form form--narrow" on:submit=|event| event.prevent_default()>
            {live(move || match stale() {
                Some(message) => view! { <Banner tone=Tone::Warn><p>{message}</p></Banner> }.into_any(),
                None => recorded()
                    .map(|text| view! { <Banner tone=Tone::Success><p>{text}</p></Banner> })
                    .into_any(),
            })}
            <ErrorSummary faults/>
            <Field label="审查表编号" name="secrecy.form_number" error=fault("secrecy.form_number") required=true>
                <TextInput value=fields.form_number/>
            </Field>
            <Field label="科室负责人" name="secrecy.section_head" error=fault("secrecy.section_head") required=true>
                <TextInput value=fields.section_head/>
            </Field>
            <Field label="科室意见" name="secrecy.section_opinion" error=fault("secrecy.section_opinion") required=true>
                <TextInput value=fields.section_opinion/>
            </Field>
            <Field label="保密审查人" name="secrecy.reviewer" error=fault("secrecy.reviewer") required=true>
                <TextInput value=fields.reviewer/>
            </Field>
            <Field label="保密审查意见" name="secrecy.review_opinion" error=fault("secrecy.review_opinion") required=true>
                <TextInput value=fields.review_opinion/>
            </Field>
            <Field label="审查日期" name="secrecy.reviewed_on" error=fault("secrecy.reviewed_on") required=true>
                <TextInput value=fields.reviewed_on kind="date"/>
            </Field>
            <Field label="分管领导" name="secrecy.leader" error=fault("secrecy.leader") required=true>
                <TextInput value=fields.leader/>
            </Field>
            <Field label="领导意见" name="secrecy.leader_opinion" error=fault("secrecy.leader_opinion") required=true>
                <TextInput value=fields.leader_opinion/>
            </Field>
            <Checkbox label="含有个人信息" name="secrecy.contains_personal_data" checked=fields.personal/>
            <Show when=move || fields.personal.get()>
                <Field
                    label="个人信息的处理方式"
                    name="secrecy.personal_data_treatment"
                    error=fault("secrecy.personal_data_treatment")
                    required=true
                >
                    <TextArea value=fields.personal_treatment rows=2/>
                </Field>
            </Show>
            <Checkbox
                label="涉及商业秘密或第三方"
                name="secrecy.contains_third_party_secrets"
                checked=fields.third_party
            />
            <Show when=move || fields.third_party.get()>
                <Field
                    label="商业秘密或第三方信息的处理方式"
                    name="secrecy.third_party_treatment"
                    error=fault("secrecy.third_party_treatment")
                    required=true
                >
                    <TextArea value=fields.third_party_treatment rows=2/>
                </Field>
            </Show>
            {live(move || fields.scan.get().map(|(id, name)| view! {
                <p class="scan">
                    <a href=format!("/desk/media/{id}") rel="external" target="_blank">{name}</a>
                </p>
            }))}
            <UploadField
                label="审查表扫描件"
                name="secrecy-scan"
                hint="PDF 或图片；只有作者和牵头单位的审签人员能打开，每次打开都有记录。"
                accept=".pdf,.jpg,.jpeg,.png"
                kind=UploadKind::Scan
                owner=item
                on_uploaded=move |file: Uploaded| fields.scan.set(Some((file.id, file.name)))
            />
            <Button kind=ButtonKind::Primary icon=IconName::Shield busy on_press=record>"登记保密审查"</Button>
        </form>
    }
}
