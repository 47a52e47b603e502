//! The query form above the proposals. It is an ordinary GET form: its fields are the address.

use domain::{
    desk::reprints::{ProposalFilter, ProposalState, TargetColumn},
    id::ReprintSourceId,
};
use leptos::prelude::*;

use super::{
    super::query_bar::{QueryBar, follow_address},
    PATH,
};
use crate::ui::{Choice, Field, Select, TextInput};

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) sources: Vec<(ReprintSourceId, String)>,
    pub(super) columns: Vec<TargetColumn>,
}

#[component]
pub(super) fn Filters(
    known: Memo<Known>,
    /// As the address has it: the fields follow when somebody clears it or goes back.
    filter: Memo<ProposalFilter>,
) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (words, state, source, column) = (field(), field(), field(), field());
    follow_address(filter, move |filter: ProposalFilter| {
        let is_open = filter.state == ProposalState::Open;
        words.set(filter.words);
        state.set(if is_open { String::new() } else { filter.state.code().to_owned() });
        source.set(filter.source.map(|id| id.to_string()).unwrap_or_default());
        column.set(filter.column.map(|code| code.to_string()).unwrap_or_default());
    });
    let decided = [ProposalState::Adopted, ProposalState::Dismissed];
    let states: Vec<Choice> = decided.map(|state| Choice::new(state.code(), state.label())).into();
    let of_source = |(id, name): &(ReprintSourceId, String)| Choice::new(id.to_string(), name.clone());
    let sources = Signal::derive(move || known.read().sources.iter().map(of_source).collect::<Vec<Choice>>());
    let of_column = |column: &TargetColumn| Choice::new(column.code.to_string(), column.path.clone());
    let columns = Signal::derive(move || known.read().columns.iter().map(of_column).collect::<Vec<Choice>>());
    view! {
        <QueryBar path=PATH fields=vec![("words", words), ("state", state), ("source", source), ("column", column)]>
            <Field label="标题" name="words">
                <TextInput value=words kind="search" placeholder="标题中的词"/>
            </Field>
            <Field label="处理情况" name="state">
                <Select value=state choices=states empty=ProposalState::Open.label()/>
            </Field>
            <Field label="来源" name="source">
                <Select value=source choices=sources empty="全部来源"/>
            </Field>
            <Field label="栏目" name="column">
                <Select value=column choices=columns empty="全部栏目"/>
            </Field>
        </QueryBar>
    }
}
