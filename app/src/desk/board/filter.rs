//! What of the board is shown, as the address says it.

use std::{collections::BTreeSet, sync::Arc};

use domain::{desk::board::ColumnLine, obligation::State};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use crate::{
    desk::query_bar::{QueryBar, follow_address},
    ui::{Choice, Field, Select, TextInput},
};

/// As the address has it.
const LEAD: &str = "lead";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    state: Option<State>,
    /// Only what a lead unit has to sign.
    with_leads: bool,
    /// Code of a unit that writes or leads.
    unit: String,
    /// Code of a unit on which it is laid now: what the ranking counts for it.
    counted: String,
    /// The first channel of the path.
    channel: String,
    assessed: bool,
    words: String,
    /// The row that is open.
    pub(super) column: String,
    pub(super) screen: bool,
}

pub(super) fn from_address() -> Memo<Shown> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        Shown {
            state: State::from_code(&text("state")),
            with_leads: text("with") == LEAD,
            unit: text("unit"),
            counted: text("counted"),
            channel: text("channel"),
            assessed: text("star") == "1",
            words: text("q").trim().to_owned(),
            column: text("column"),
            screen: text("view") == "screen",
        }
    })
}

impl Shown {
    pub(super) fn of(&self, lines: &[Arc<ColumnLine>]) -> Vec<Arc<ColumnLine>> {
        lines.iter().filter(|line| self.shows(line)).cloned().collect()
    }

    fn shows(&self, line: &ColumnLine) -> bool {
        let mut units = line.responsible.iter().chain(&line.leads);
        self.state.is_none_or(|state| state == line.state)
            && (!self.with_leads || line.to_sign_since.is_some())
            && (self.unit.is_empty() || units.any(|unit| unit.code.as_str() == self.unit))
            && (self.counted.is_empty() || line.answering.iter().any(|unit| unit.as_str() == self.counted))
            && (self.channel.is_empty() || channel(line) == self.channel)
            && (!self.assessed || line.assessed)
            && (self.words.is_empty() || line.titled().contains(&self.words) || line.number == self.words)
    }
}

fn channel(line: &ColumnLine) -> &str {
    line.path.split(" › ").next().unwrap_or_default()
}

/// What can be chosen.
#[derive(Debug, Clone)]
pub(super) struct Names {
    units: Vec<Choice>,
    channels: Vec<Choice>,
}

pub(super) fn names(lines: &[ColumnLine]) -> Names {
    let units: BTreeSet<_> = lines.iter().flat_map(|line| line.responsible.iter().chain(&line.leads)).collect();
    let mut channels: Vec<&str> = Vec::new();
    // In the order in which the plan has them, not by how their columns stand.
    let mut by_number: Vec<&ColumnLine> = lines.iter().collect();
    by_number.sort_by(|a, b| a.number.cmp(&b.number));
    for line in by_number {
        if !channels.contains(&channel(line)) {
            channels.push(channel(line));
        }
    }
    Names {
        units: units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name.as_str())).collect(),
        channels: channels.into_iter().map(|name| Choice::new(name, name)).collect(),
    }
}

#[component]
pub(super) fn Filters(shown: Memo<Shown>, names: Names) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (state, with, unit, counted) = (field(), field(), field(), field());
    let (channel, star, words) = (field(), field(), field());
    follow_address(shown, move |shown: Shown| {
        state.set(shown.state.map(|state| state.code().to_owned()).unwrap_or_default());
        with.set(if shown.with_leads { LEAD.to_owned() } else { String::new() });
        unit.set(shown.unit);
        counted.set(shown.counted);
        channel.set(shown.channel);
        star.set(if shown.assessed { "1".to_owned() } else { String::new() });
        words.set(shown.words);
    });
    let fields = vec![
        ("state", state),
        ("with", with),
        ("unit", unit),
        ("counted", counted),
        ("channel", channel),
        ("star", star),
        ("q", words),
    ];
    let states: Vec<Choice> = State::ALL.map(|state| Choice::new(state.code(), state.label())).into();
    let Names { units, channels } = names;
    let counted_units = units.clone();
    view! {
        <QueryBar path=PATH fields>
            <Field label="状态" name="state"><Select value=state choices=states empty="全部"/></Field>
            <Field label="办理" name="with">
                <Select value=with choices=vec![Choice::new(LEAD, "在牵头单位待审签")] empty="全部"/>
            </Field>
            <Field label="单位" name="unit"><Select value=unit choices=units empty="全部"/></Field>
            <Field label="计入单位" name="counted"><Select value=counted choices=counted_units empty="全部"/></Field>
            <Field label="频道" name="channel"><Select value=channel choices=channels empty="全部"/></Field>
            <Field label="考核" name="star">
                <Select value=star choices=vec![Choice::new("1", "只看纳入考核的")] empty="全部"/>
            </Field>
            <Field label="栏目" name="q"><TextInput value=words kind="search"/></Field>
        </QueryBar>
    }
}
