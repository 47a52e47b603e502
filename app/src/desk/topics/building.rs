//! The builder: the page's look and its blocks at the left, the live picture at the right, saving and submitting at the
//! lower edge.

use std::collections::BTreeSet;

use domain::{
    desk::{
        FieldFault,
        topics::{ColumnName, TopicSheet},
    },
    id::TopicId,
    topic::{BLOCKS_MAX, Piece},
};
use leptos::prelude::*;

use super::{
    block_card::RowCard,
    decisions::Decisions,
    facts::Facts,
    look::Look,
    picture::LivePicture,
    rows::{Draft, DraftRow, put_back},
    saving::Saving,
    submission::Submission,
};
use crate::{
    desk::{browser, editor::uploads::Uploads, secrecy::SecrecyFields, state::Desk, unsaved::State},
    ui::{Banner, Button, ButtonKind, ErrorSummary, IconName, Moment, Panel, Tone, field_id, live},
};

/// What the parts of the builder share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Building {
    pub topic: TopicId,
    pub draft: Draft,
    pub saving: Saving,
    /// Files on their way, of the look and of every block.
    uploads: Uploads,
    /// Blocks whose form is open.
    pub open: RwSignal<BTreeSet<i64>>,
    /// The row that is being dragged, by the key of its first block.
    pub dragged: RwSignal<Option<i64>>,
    /// What was removed last: where it stood, its row, and what it was.
    pub removed: RwSignal<Option<(usize, DraftRow, &'static str)>>,
    /// Somebody has tried to submit: from then on what is missing is said beside its field.
    strict: RwSignal<bool>,
    pub columns: StoredValue<Vec<ColumnName>>,
    pub mailboxes: StoredValue<Vec<ColumnName>>,
}

impl Building {
    /// What is missing, each under the name of its form field: blocks by their key, wherever they stand now.
    pub(super) fn gaps(self) -> Vec<FieldFault> {
        let keys = self.draft.keys();
        let of_block = |field: &str| {
            let (at, name) = field.strip_prefix("blocks.")?.split_once('.')?;
            let key = keys.get(at.parse::<usize>().ok()?)?;
            Some(block_field(*key, name))
        };
        let gaps = self.saving.gaps.read();
        gaps.iter()
            .map(|gap| FieldFault { field: of_block(&gap.field).unwrap_or_else(|| gap.field.clone()), ..gap.clone() })
            .collect()
    }

    /// The fault beside the field of this name.
    pub(super) fn fault(self, field: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            let wanted = self.strict.get().then(|| self.gaps())?;
            wanted.into_iter().find(|gap| gap.field == field).map(|gap| gap.message)
        })
    }

    /// Whether something of the block is missing.
    pub(super) fn is_wanting(self, key: i64) -> bool {
        let prefix = block_field(key, "");
        self.gaps().iter().any(|gap| gap.field.starts_with(&prefix))
    }
}

/// The form field of a block: `block-3.heading`.
pub(super) fn block_field(key: i64, name: &str) -> String {
    format!("block-{key}.{name}")
}

#[component]
pub(super) fn Builder(
    sheet: TopicSheet,
    review: SecrecyFields,
    now: chrono::DateTime<chrono::Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let content = sheet.content.clone().unwrap_or_default();
    let draft = Draft::of(&content);
    let building = Building {
        topic: sheet.row.id,
        draft,
        saving: Saving::new(&sheet, draft),
        uploads: Uploads::provide(),
        open: RwSignal::new(BTreeSet::new()),
        dragged: RwSignal::new(None),
        removed: RwSignal::new(None),
        strict: RwSignal::new(false),
        columns: StoredValue::new(sheet.columns.clone()),
        mailboxes: StoredValue::new(sheet.mailboxes.clone()),
    };
    // Once, in the browser: from here on every field is followed.
    Effect::new(move |_| building.saving.start());
    let strict_gaps = Signal::derive(move || if building.strict.get() { building.gaps() } else { Vec::new() });
    let facts = sheet.clone();
    let version = building.saving.version;
    view! {
        <ConflictNotice building reload/>
        <div class="topic-desk">
            <div class="topic-desk__work form">
                <ErrorSummary faults=strict_gaps/>
                <Look building/>
                <Blocks building/>
                <Facts sheet=facts now/>
            </div>
            <LivePicture topic=building.topic saved=building.saving.saves/>
        </div>
        <Decisions sheet version reload>
            <Bar building review reload/>
        </Decisions>
    }
}

/// The rows of the page, and what can be added to them.
#[component]
fn Blocks(building: Building) -> impl IntoView {
    let draft = building.draft;
    let keys = Memo::new(move |_| draft.rows.read().iter().map(DraftRow::keys).collect::<Vec<_>>());
    let add = move |piece: Piece| {
        let key = draft.add(piece);
        building.open.update(|open| {
            open.insert(key);
        });
        browser::focus_soon(field_id(&block_field(key, "heading")));
    };
    let is_full = move || draft.keys().len() >= BLOCKS_MAX;
    let choices = Piece::all_empty()
        .into_iter()
        .map(|piece| {
            let label = piece.label();
            view! {
                <button
                    type="button"
                    class="templates__one"
                    disabled=is_full
                    on:click=move |_| add(piece.clone())
                >
                    {format!("＋ {label}")}
                </button>
            }
        })
        .collect_view();
    view! {
        <Panel title="页面内容" id="topic-blocks">
            <p class="keys-hint">"用“上移”“下移”或拖动手柄调整顺序；修改自动保存，右边随即更新。"</p>
            <ol class="topic-rows">
                <For each=move || keys.get() key=|keys| keys.clone() let(keys)>
                    <RowCard keys building/>
                </For>
            </ol>
            <Undo building/>
            <div class="templates" role="group" aria-label="添加内容">{choices}</div>
        </Panel>
    }
}

/// What was removed comes back with one press.
#[component]
fn Undo(building: Building) -> impl IntoView {
    let back = move |()| {
        if let Some((at, row, _)) = building.removed.get_untracked() {
            building.draft.rows.update(|rows| put_back(rows, at, row));
            building.removed.set(None);
        }
    };
    live(move || {
        let label = building.removed.with(|removed| removed.as_ref().map(|(_, _, label)| *label));
        label.map(|label| {
            view! {
                <Banner tone=Tone::Info>
                    <p>
                        {format!("已移除“{label}”。 ")}
                        <Button small=true icon=IconName::Undo on_press=back>"撤销"</Button>
                    </p>
                </Banner>
            }
        })
    })
}

/// Somebody else changed the topic: nothing was overwritten, and what stands here is not saved.
#[component]
fn ConflictNotice(building: Building, reload: Callback<()>) -> impl IntoView {
    live(move || {
        building.saving.conflict.get().map(|(by, at)| {
            view! {
                <Banner tone=Tone::Danger title="有他人同时修改了这个专题">
                    <p>
                        <strong>{by}</strong> " 于 " <Moment at/>
                        " 作了修改。您在此页的最后修改没有保存，也没有覆盖对方；请先记下要保留的文字，再重新载入。 "
                        <Button small=true icon=IconName::Refresh on_press=move |()| reload.run(())>"重新载入"</Button>
                    </p>
                </Banner>
            }
        })
    })
}

/// How far saving has come, what is missing, and the way to the signer.
#[component]
fn Bar(building: Building, review: SecrecyFields, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let saving = building.saving;
    let state = move || match saving.state.get() {
        State::Saved(None) => "没有未保存的修改".to_owned(),
        State::Saved(Some(at)) => format!("已自动保存 {}", &domain::time::minute(at)[11..]),
        State::Changed => "有修改，即将保存…".to_owned(),
        State::Saving => "正在保存…".to_owned(),
        State::Waiting(why) | State::Stuck(why) => why,
    };
    let missing = move || match building.saving.gaps.read().len() {
        0 => String::new(),
        count => format!("还有 {count} 处待完善"),
    };
    let wanting = move |gaps: Vec<FieldFault>| {
        saving.gaps.set(gaps);
        building.strict.set(true);
        let wanting: Vec<i64> = building.draft.keys().into_iter().filter(|key| building.is_wanting(*key)).collect();
        building.open.update(|open| open.extend(wanting));
        desk.say(Tone::Warn, "还有内容需要完善，请看页面上方的提示。");
    };
    let submitting = RwSignal::new(false);
    let submit = move |()| {
        saving.when_checked(move || {
            if !building.uploads.have_arrived(desk) {
                return;
            }
            match saving.gaps.get_untracked() {
                gaps if gaps.is_empty() => submitting.set(true),
                gaps => wanting(gaps),
            }
        });
    };
    view! {
        <span role="status">{live(state)}</span>
        <span class="topic-missing">{live(missing)}</span>
        <Button kind=ButtonKind::Primary icon=IconName::Send busy on_press=submit>"送审"</Button>
        <Submission open=submitting building fields=review wanting=Callback::new(wanting) busy reload/>
    }
}
