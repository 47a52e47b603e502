//! 保密审查: the record of the review inside the unit, entered item by item before submission.

use domain::{desk::FieldFault, id::MediaId, item::SecrecyReview, time};
use leptos::prelude::*;

use super::{
    Writing,
    attachments::UploadField,
    upload::{UploadKind, Uploaded},
};
use crate::{
    api::{ApiError, content},
    desk::{
        secrecy::{SecrecyFields, SecrecyForm},
        state::Desk,
    },
    ui::{Banner, Button, ButtonKind, ErrorSummary, IconName, Tone, live},
};

#[component]
pub(super) fn Secrecy(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let fields = writing.sheet.with_untracked(|sheet| SecrecyFields::of(sheet.secrecy.as_ref()));
    let scan = RwSignal::new(writing.sheet.with_untracked(|sheet| {
        let review = sheet.secrecy.as_ref()?;
        Some((review.scan?, review.scan_name.clone()))
    }));
    let item = writing.autosave.item;
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    // The review is about the text as the server has it, with every file and the scan.
    let record = move |()| {
        writing.autosave.when_saved(move || {
            if !writing.uploads.have_arrived(desk) {
                return;
            }
            faults.set(Vec::new());
            desk.call_with(
                busy,
                content::record_secrecy_review(item, with_scan(fields.review(), scan.get_untracked())),
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
            <SecrecyForm fields faults/>
            {live(move || scan.get().map(|(id, name)| view! {
                <p class="scan">
                    <a href=format!("/desk/media/{id}") rel="external" target="_blank">{name}</a>
                </p>
            }))}
            <UploadField
                label="审查表扫描件"
                name="secrecy-scan"
                hint="PDF 或图片；只有作者和牵头单位的审签人员能打开，每次打开都有记录。"
                kind=UploadKind::Scan
                owner=item
                on_uploaded=move |file: Uploaded| scan.set(Some((file.id, file.name)))
            />
            <Button kind=ButtonKind::Primary icon=IconName::Shield busy on_press=record>"登记保密审查"</Button>
        </form>
    }
}

fn with_scan(review: SecrecyReview, scan: Option<(MediaId, String)>) -> SecrecyReview {
    let (scan, scan_name) = scan.map_or((None, String::new()), |(id, name)| (Some(id), name));
    SecrecyReview { scan, scan_name, ..review }
}
