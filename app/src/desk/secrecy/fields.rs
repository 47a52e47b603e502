//! The form of a review inside the unit, as the paper has it.

use chrono::NaiveDate;
use domain::{desk::FieldFault, item::SecrecyReview};
use leptos::prelude::*;

use crate::{
    desk::me::fault_beside,
    ui::{Checkbox, Field, TextArea, TextInput},
};

/// The fields of the form.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct SecrecyFields {
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
}

impl SecrecyFields {
    /// As `review` has them; a new one begins with what papers mostly say.
    pub(in crate::desk) fn of(review: Option<&SecrecyReview>) -> Self {
        let text = || RwSignal::new(String::new());
        let fields = Self {
            form_number: text(),
            section_head: text(),
            section_opinion: text(),
            reviewer: text(),
            review_opinion: text(),
            reviewed_on: text(),
            leader: text(),
            leader_opinion: text(),
            personal: RwSignal::new(false),
            personal_treatment: text(),
            third_party: RwSignal::new(false),
            third_party_treatment: text(),
        };
        fields.fill(review.unwrap_or(&SecrecyReview::default()));
        fields
    }

    fn fill(self, review: &SecrecyReview) {
        // What the paper says in all but a few cases; whoever enters it compares it with the paper.
        let opinion = |said: &String| if said.is_empty() { "同意公开".to_owned() } else { said.clone() };
        self.form_number.set(review.form_number.clone());
        self.section_head.set(review.section_head.clone());
        self.section_opinion.set(opinion(&review.section_opinion));
        self.reviewer.set(review.reviewer.clone());
        self.review_opinion.set(opinion(&review.review_opinion));
        self.reviewed_on.set(review.reviewed_on.map(|day| day.to_string()).unwrap_or_default());
        self.leader.set(review.leader.clone());
        self.leader_opinion.set(opinion(&review.leader_opinion));
        self.personal.set(review.contains_personal_data);
        self.personal_treatment.set(review.personal_data_treatment.clone());
        self.third_party.set(review.contains_third_party_secrets);
        self.third_party_treatment.set(review.third_party_treatment.clone());
    }

    /// The same people sign most papers of a unit. Number and day are of each paper itself.
    pub(in crate::desk) fn suggest_people(self, earlier: &SecrecyReview) {
        let people = [
            (self.section_head, &earlier.section_head),
            (self.reviewer, &earlier.reviewer),
            (self.leader, &earlier.leader),
        ];
        for (field, name) in people {
            if field.read_untracked().is_empty() {
                field.set(name.clone());
            }
        }
    }

    /// Each paper is copied by itself: nothing of one stays for the next.
    pub(in crate::desk) fn clear(self) {
        self.fill(&SecrecyReview::default());
    }

    /// As they are typed; the rest is filled in by the server.
    pub(in crate::desk) fn review(self) -> SecrecyReview {
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
            ..SecrecyReview::default()
        }
    }
}

#[component]
pub(in crate::desk) fn SecrecyForm(
    fields: SecrecyFields,
    /// Each beside its field.
    faults: RwSignal<Vec<FieldFault>>,
) -> impl IntoView {
    let fault = fault_beside(faults);
    let line = move |label: &'static str, name: &'static str, value: RwSignal<String>| {
        view! { <Field label name error=fault(name) required=true><TextInput value/></Field> }
    };
    let treatment = move |asked: RwSignal<bool>, label: &'static str, name: &'static str, value: RwSignal<String>| {
        view! {
            <Show when=move || asked.get()>
                <Field label name error=fault(name) required=true><TextArea value rows=2/></Field>
            </Show>
        }
    };
    view! {
        {line("审查表编号", "secrecy.form_number", fields.form_number)}
        {line("科室负责人", "secrecy.section_head", fields.section_head)}
        {line("科室意见", "secrecy.section_opinion", fields.section_opinion)}
        {line("保密审查人", "secrecy.reviewer", fields.reviewer)}
        {line("保密审查意见", "secrecy.review_opinion", fields.review_opinion)}
        <Field label="审查日期" name="secrecy.reviewed_on" error=fault("secrecy.reviewed_on") required=true>
            <TextInput value=fields.reviewed_on kind="date"/>
        </Field>
        {line("分管领导", "secrecy.leader", fields.leader)}
        {line("领导意见", "secrecy.leader_opinion", fields.leader_opinion)}
        <Checkbox label="含有个人信息" name="secrecy.contains_personal_data" checked=fields.personal/>
        {treatment(
            fields.personal,
            "个人信息的处理方式",
            "secrecy.personal_data_treatment",
            fields.personal_treatment,
        )}
        <Checkbox
            label="涉及商业秘密或第三方"
            name="secrecy.contains_third_party_secrets"
            checked=fields.third_party
        />
        {treatment(
            fields.third_party,
            "商业秘密或第三方信息的处理方式",
            "secrecy.third_party_treatment",
            fields.third_party_treatment,
        )}
    }
}
