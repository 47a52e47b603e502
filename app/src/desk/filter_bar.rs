//! The query form above lists of items. It is an ordinary GET form: its fields are the address.

use domain::{desk::content::ItemFilter, workflow::Stage};
use leptos::prelude::*;

use super::query_bar::{QueryBar, follow_address};
use crate::{
    api::plan::PlanNames,
    ui::{Choice, Field, Select, TextInput},
};

#[component]
pub(super) fn FilterBar(
    names: PlanNames,
    /// As the address has it: the fields follow when somebody clears it or goes back.
    filter: Memo<ItemFilter>,
    /// Where the list without filters is.
    #[prop(default = "/desk/inbox")]
    path: &'static str,
) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (words, column, unit, stage) = (field(), field(), field(), field());
    follow_address(filter, move |filter: ItemFilter| {
        words.set(filter.words);
        column.set(filter.column.map(|code| code.to_string()).unwrap_or_default());
        unit.set(filter.unit.map(|code| code.to_string()).unwrap_or_default());
        stage.set(filter.stage.map(|stage| stage.code().to_owned()).unwrap_or_default());
    });
    let columns: Vec<Choice> =
        names.columns.into_iter().map(|column| Choice::new(column.code.to_string(), column.path)).collect();
    let units: Vec<Choice> =
        names.units.into_iter().map(|unit| Choice::new(unit.code.to_string(), unit.name)).collect();
    let stages: Vec<Choice> = Stage::ALL.map(|stage| Choice::new(stage.code(), stage.label())).into();
    view! {
        <QueryBar path fields=vec![("words", words), ("column", column), ("unit", unit), ("stage", stage)]>
            <Field label="标题" name="words">
                <TextInput value=words kind="search" placeholder="标题中的词"/>
            </Field>
            <Field label="栏目" name="column">
                <Select value=column choices=columns empty="全部栏目"/>
            </Field>
            <Field label="单位" name="unit">
                <Select value=unit choices=units empty="全部单位"/>
            </Field>
            <Field label="状态" name="stage">
                <Select value=stage choices=stages empty="全部状态"/>
            </Field>
        </QueryBar>
    }
}
