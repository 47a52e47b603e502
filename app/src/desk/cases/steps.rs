//! A way to take steps with one case.

use domain::{
    desk::{FieldFault, cases::CaseSeen},
    rectification::CaseAsk,
};
use leptos::prelude::*;

use crate::{
    api::cases,
    desk::{me::show, state::Desk},
    ui::Tone,
};

/// What one form needs to take a step; its faults stand beside its own fields.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    desk: Desk,
    seen: CaseSeen,
    pub busy: RwSignal<bool>,
    pub faults: RwSignal<Vec<FieldFault>>,
    reload: Callback<()>,
}

impl Steps {
    pub(super) fn new(seen: CaseSeen, reload: Callback<()>) -> Self {
        Self { desk: Desk::expect(), seen, busy: RwSignal::new(false), faults: RwSignal::new(Vec::new()), reload }
    }

    /// Takes the step; what was typed stays where it is until that is done.
    pub(super) fn take(self, ask: CaseAsk, done: &'static str) {
        self.take_and(ask, done, || ());
    }

    /// As [`Steps::take`]; `then` runs when the step has been taken.
    pub(super) fn take_and(self, ask: CaseAsk, done: &'static str, then: impl FnOnce() + 'static) {
        let Self { desk, faults, reload, .. } = self;
        faults.set(Vec::new());
        desk.call_with(
            self.busy,
            cases::take_case_step(self.seen, ask),
            move |_| {
                then();
                desk.say(Tone::Success, done);
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    }

    pub(super) fn fault(self, field: &str) -> Signal<Option<String>> {
        fault_of(self.faults, field)
    }
}

/// What is wrong with a field, of which there may be as many as points.
pub(super) fn fault_of(faults: RwSignal<Vec<FieldFault>>, field: &str) -> Signal<Option<String>> {
    let field = field.to_owned();
    Signal::derive(move || faults.read().iter().find(|one| one.field == field).map(|one| one.message.clone()))
}
