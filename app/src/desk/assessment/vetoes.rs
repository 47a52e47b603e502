//! 单项否决: any one hit fails the site. Near ones first after those that are hit. Beside what is measured stands a field:
//! how it would be if it came to another value.

use domain::{
    assessment::{LeafState, VetoScore, VetoState},
    desk::{
        FieldFault,
        assessment::{AssessmentAsk, SupposedVeto, supposed_field},
    },
    permission::Action,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    PATH, asking,
    evidence::{EvidenceList, SurenessTag},
};
use crate::{
    desk::state::signed_in,
    ui::{Button, Cell, Field, Heading, IconName, Panel, RowHeading, Table, Tag, TextInput, pager::encode},
};

#[component]
pub(super) fn Vetoes(
    vetoes: Vec<VetoScore>,
    asked: AssessmentAsk,
    /// How those would stand of which a value is supposed.
    supposed: Vec<SupposedVeto>,
    faults: Vec<FieldFault>,
) -> impl IntoView {
    let mut vetoes = vetoes;
    vetoes.sort_by_key(|veto| match veto.state {
        VetoState::Hit => 0,
        VetoState::Near => 1,
        VetoState::Clear => 2,
        VetoState::NotMeasured => 3,
    });
    let may_open = asked.at.is_none() && signed_in().rights.contains(&Action::OpenCase);
    let mut fields = Vec::new();
    let rows = vetoes
        .into_iter()
        .map(|veto| {
            let VetoScore { code, item, name, sureness, state, leaf, limit, evidence, early, sentence, .. } = veto;
            let judged = matches!(leaf, LeafState::Judged { .. })
                .then(|| view! { " " <span class="note">{leaf.words()}</span> });
            let all: Vec<_> = evidence.into_iter().chain(early).collect();
            // A notice is about today, and about faults: of what must be done, evidence speaks for the county.
            let opens = may_open && limit.is_none_or(|limit| !limit.value.asks_for_deeds());
            let notice = opens.then(|| format!("/desk/cases/new?rules={}&veto={code}", encode(&asked.rules)));
            // A judged condition has no line.
            let suppose = match limit {
                None => "由人评判".into_any(),
                Some(limit) => {
                    let typed = asked.supposed.iter().find(|(of, _)| *of == code).map(|(_, text)| text.clone());
                    let value = RwSignal::new(typed.unwrap_or_default());
                    fields.push((code.clone(), value));
                    let unit = limit.value.amount.unit.label();
                    let field = supposed_field(&code);
                    let fault = faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.clone());
                    let then = supposed.iter().find(|then| then.code == code).map(|then| {
                        let SupposedVeto { state, sentence, .. } = then.clone();
                        view! { <p><StateOf state/> " " {sentence}</p> }
                    });
                    view! {
                        <div class="assessment__suppose">
                            <Field
                                label=format!("假如“{name}”达到（{unit}）")
                                name=field
                                label_hidden=true
                                error=Signal::derive(move || fault.clone())
                            >
                                <TextInput value inputmode="decimal" placeholder=unit maxlength=12/>
                            </Field>
                            {then}
                        </div>
                    }
                    .into_any()
                }
            };
            view! {
                <tr>
                    <RowHeading>{item} "：" {name} <SurenessTag sureness/></RowHeading>
                    <Cell label="状态"><StateOf state/></Cell>
                    <Cell label="离界限">{sentence} {judged}</Cell>
                    <Cell label="依据"><EvidenceList evidence=all notice/></Cell>
                    <Cell label="假如达到">{suppose}</Cell>
                </tr>
            }
        })
        .collect_view();
    let navigate = use_navigate();
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = fields.iter().map(|(code, value)| (code.clone(), value.get_untracked()));
        let supposed = typed.filter(|(_, text)| !text.trim().is_empty()).collect();
        let ask = AssessmentAsk { supposed, ..asked.clone() };
        navigate(&asking::address(PATH, &ask), NavigateOptions::default());
    };
    let headings = ["条件", "状态", "离界限", "依据", "假如达到"].map(Heading::new).to_vec();
    view! {
        <Panel title="单项否决" id="vetoes">
            <p class="note">"在“假如达到”一栏填写数值后模拟，可以看到是否会触及；填写的数值不影响得分。"</p>
            <form on:submit=ask>
                <Table caption="单项否决条件，已触及和接近的在前" caption_hidden=true headings>{rows}</Table>
                <div class="form__actions"><Button submit=true>"按假如的数值模拟"</Button></div>
            </form>
        </Panel>
    }
}

#[component]
fn StateOf(state: VetoState) -> impl IntoView {
    let (look, icon) = match state {
        VetoState::Hit => ("danger", IconName::Danger),
        VetoState::Near => ("warn", IconName::Clock),
        VetoState::Clear => ("success", IconName::CircleCheck),
        VetoState::NotMeasured => ("plain", IconName::Minus),
    };
    view! { <Tag text=state.label() look icon/> }
}
