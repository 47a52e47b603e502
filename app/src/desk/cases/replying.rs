//! The unit's side: it takes note, and answers point by point with evidence.

use domain::{
    desk::cases::CaseSheet,
    file_size::size_in_words,
    id::CaseId,
    item::Attachment,
    permission::Action,
    rectification::{Answer, CaseAsk, EVIDENCE_MAX, TEXT_MAX},
};
use leptos::prelude::*;

use super::{
    kept::{Kept, Restored},
    points::limit,
    steps::Steps,
};
use crate::{
    desk::{
        editor::{
            attachments::UploadField,
            upload::{UploadFor, UploadKind, Uploaded},
            uploads::Uploads,
        },
        state::Desk,
    },
    ui::{Button, ButtonKind, ErrorSummary, Field, Icon, IconButton, IconName, Panel, TextArea, live},
};

/// An answer to one point, while it is written.
#[derive(Clone, Copy)]
struct Writing {
    point: u16,
    done: RwSignal<String>,
    links: RwSignal<String>,
    files: RwSignal<Vec<Attachment>>,
}

impl Writing {
    fn answer(self) -> Answer {
        Answer {
            point: self.point,
            done: self.done.get(),
            links: self.links.get().lines().map(str::to_owned).collect(),
            files: self.files.get(),
        }
    }

    fn restore(self, answer: &Answer) {
        self.done.set(answer.done.clone());
        self.links.set(answer.links.join("\n"));
        self.files.set(answer.files.clone());
    }
}

#[component]
pub(super) fn Replying(sheet: CaseSheet, reload: Callback<()>) -> impl IntoView {
    let may = |action| sheet.allowed.contains(&action);
    let steps = Steps::new(sheet.seen, reload);
    let acknowledge = may(Action::AcknowledgeCase).then(|| {
        let take = move |()| steps.take(CaseAsk::Acknowledge, "已签收，请在期限内整改并回复。");
        view! {
            <Panel title="签收" id="acknowledge">
                <p>"签收后开始整改，在期限内逐项回复并附证据。"</p>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary icon=IconName::Hand busy=steps.busy on_press=take>"签收整改通知"</Button>
                </div>
            </Panel>
        }
    });
    let reply = may(Action::ReplyToCase).then(|| view! { <Reply sheet=sheet.clone() steps/> });
    view! { {acknowledge} {reply} }
}

#[component]
fn Reply(sheet: CaseSheet, steps: Steps) -> impl IntoView {
    let case = sheet.seen.case;
    let note = RwSignal::new(String::new());
    let open = (1_u16..).zip(&sheet.notice.points).filter(|(point, _)| !sheet.accepted.contains(point));
    let writing: Vec<(Writing, String)> = open
        .map(|(point, of)| {
            let writing = Writing {
                point,
                done: RwSignal::new(String::new()),
                links: RwSignal::new(String::new()),
                files: RwSignal::new(Vec::new()),
            };
            (writing, of.fault.clone())
        })
        .collect();
    let answers: Vec<Writing> = writing.iter().map(|(one, _)| *one).collect();
    let for_restoring = answers.clone();
    let ask = move || CaseAsk::Reply { answers: answers.iter().map(|one| one.answer()).collect(), note: note.get() };
    let kept = Kept::follow(&format!("{case}:reply:{}", sheet.answers()), ask.clone(), move |earlier| {
        let CaseAsk::Reply { answers, note: words } = earlier else { return };
        for one in &for_restoring {
            if let Some(answer) = answers.iter().find(|answer| answer.point == one.point) {
                one.restore(answer);
            }
        }
        note.set(words);
    });
    let (desk, uploads) = (Desk::expect(), Uploads::provide());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !uploads.have_arrived(desk) {
            return;
        }
        steps.take_and(ask(), "已报送，等待核查。", move || kept.clear());
    };
    let fields = writing.into_iter().map(|(one, fault)| answer_fields(one, &fault, case, steps)).collect_view();
    view! {
        <Panel title="回复整改" id="reply">
            <form class="form" novalidate on:submit=send>
                <ErrorSummary faults=steps.faults/>
                <Restored kept/>
                {fields}
                <Field label="其他说明" name="note" error=steps.fault("note")>
                    <TextArea value=note rows=2 maxlength=limit(TEXT_MAX)/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Send busy=steps.busy>"报送整改回复"</Button>
                </div>
            </form>
        </Panel>
    }
}

fn answer_fields(writing: Writing, fault: &str, case: CaseId, steps: Steps) -> impl IntoView + use<> {
    let Writing { point, done, links, files } = writing;
    let name = move |field: &str| format!("answers.{point}.{field}");
    let add = move |file: Uploaded| {
        let Uploaded { id, address, name, size } = file;
        files.update(|all| all.push(Attachment { media: id, name, address, size }));
    };
    view! {
        <fieldset class="case-point">
            <legend class="case-point__legend">{format!("问题 {point}：{fault}")}</legend>
            <Field label="整改情况" name=name("done") error=steps.fault(&name("done")) required=true>
                <TextArea value=done rows=3 maxlength=limit(TEXT_MAX)/>
            </Field>
            <Field
                label="整改后的网址"
                name=name("links")
                error=steps.fault(&name("links"))
                hint=format!("一行一个，可写 /a/… 或 https://…；网址和文件至少有一项，合计不超过 {EVIDENCE_MAX} 个")
            >
                <TextArea value=links rows=2/>
            </Field>
            <ul class="attachments">
                {live(move || (0_usize..).zip(files.get()).map(|(at, file)| file_line(at, file, files)).collect_view())}
            </ul>
            <UploadField
                label="证据文件"
                name=name("files")
                hint="截图、公文等，压缩包只收 ZIP；只有本单位和门户管理单位能打开。不要上传含个人信息的文件。"
                kind=UploadKind::Attachment
                owner=UploadFor::Case(case)
                multiple=true
                on_uploaded=add
            />
        </fieldset>
    }
}

fn file_line(at: usize, file: Attachment, files: RwSignal<Vec<Attachment>>) -> impl IntoView {
    let label = format!("移除“{}”", file.name);
    let remove = move |()| {
        files.update(|all| {
            if at < all.len() {
                all.remove(at);
            }
        });
    };
    view! {
        <li class="attachments__one">
            <Icon name=IconName::Paperclip/>
            <a href=file.address rel="external" target="_blank">{file.name}</a>
            <span class="attachments__size">{size_in_words(file.size)}</span>
            <IconButton label icon=IconName::Trash on_press=remove/>
        </li>
    }
}
