//! Files under the text: upload with progress, names, order.

use domain::{file_size::size_in_words, id::ItemId, item::Attachment};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{
    upload::{UploadFor, UploadKind, Uploaded, upload},
    uploads::Uploads,
};
use crate::ui::{Banner, Icon, IconButton, IconName, Progress, Tone, field_id, live};

/// A file on its way.
#[derive(Debug, Clone, Copy)]
struct Running {
    number: i64,
    name: StoredValue<String>,
    percent: RwSignal<Option<i32>>,
}

/// A file that was not taken, and the server's words: a sentence, then a line for each place where something is wrong.
#[derive(Debug, Clone)]
struct Refused {
    name: String,
    reason: String,
}

/// A file field that uploads what is chosen, several at once, each with its own bar.
#[component]
pub(in crate::desk) fn UploadField(
    #[prop(into)] label: String,
    /// Unique on the page.
    #[prop(into)]
    name: String,
    hint: &'static str,
    kind: UploadKind,
    #[prop(into)] owner: UploadFor,
    #[prop(optional)] multiple: bool,
    #[prop(into)] on_uploaded: Callback<Uploaded>,
) -> impl IntoView {
    let uploads = Uploads::here();
    let running = RwSignal::new(Vec::<Running>::new());
    let refused = RwSignal::new(Vec::<Refused>::new());
    let next = StoredValue::new(0_i64);
    let start = move |file: web_sys::File| {
        let number = next.get_value();
        next.set_value(number + 1);
        let one = Running { number, name: StoredValue::new(file.name()), percent: RwSignal::new(Some(0)) };
        running.update(|all| all.push(one));
        spawn_local(async move {
            let progress = move |percent| {
                one.percent.try_set(Some(percent));
            };
            let answer = upload(&file, kind, owner, uploads, Box::new(progress)).await;
            if running.try_update(|all| all.retain(|other| other.number != number)).is_none() {
                return;
            }
            match answer {
                Ok(uploaded) => on_uploaded.run(uploaded),
                Err(reason) => refused.update(|all| all.push(Refused { name: file.name(), reason })),
            }
        });
    };
    let choose = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        refused.set(Vec::new());
        if let Some(files) = input.files() {
            (0..files.length()).filter_map(|at| files.get(at)).for_each(start);
        }
        // The same file can be chosen again after a failure.
        input.set_value("");
    };
    let id = field_id(&name);
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=hint_id.clone()>{hint}</p>
            <input
                class="input input--file"
                type="file"
                id=id
                accept=kind.purpose().accept()
                multiple=multiple
                aria-describedby=hint_id
                on:change=choose
            />
            {live(move || running.get().into_iter().map(bar).collect_view())}
            {live(move || refused.get().into_iter().map(refusal).collect_view())}
        </div>
    }
}

fn bar(one: Running) -> impl IntoView {
    view! { <Progress label=one.name.get_value() percent=one.percent/> }
}

fn refusal(Refused { name, reason }: Refused) -> impl IntoView {
    let mut lines = reason.lines().map(str::to_owned);
    let said = format!("“{name}”没有上传：{}。", lines.next().unwrap_or_default());
    let places: Vec<String> = lines.collect();
    let list = (!places.is_empty()).then(|| {
        view! {
            <ul class="upload-places">{places.into_iter().map(|place| view! { <li>{place}</li> }).collect_view()}</ul>
        }
    });
    view! {
        <Banner tone=Tone::Danger>
            <p>{said}</p>
            {list}
        </Banner>
    }
}

#[component]
pub(super) fn Attachments(list: RwSignal<Vec<Attachment>>, item: ItemId) -> impl IntoView {
    let add = move |file: Uploaded| {
        let attachment = Attachment { media: file.id, name: file.name, address: file.address, size: file.size };
        list.update(|all| all.push(attachment));
    };
    view! {
        <ul class="attachments">
            {live(move || (0_usize..).zip(list.get()).map(|(at, file)| attachment_line(at, file, list)).collect_view())}
        </ul>
        <UploadField
            label="添加附件"
            name="attachments"
            hint="PDF、OFD、Word、Excel、PPT、WPS、图片、音视频（MP4、M4A、MP3）等；压缩包只收 ZIP。可一次选多个。"
            kind=UploadKind::Attachment
            owner=item
            multiple=true
            on_uploaded=add
        />
    }
}

fn attachment_line(at: usize, file: Attachment, list: RwSignal<Vec<Attachment>>) -> impl IntoView {
    let name = file.name.clone();
    let up = move |()| {
        list.update(|all| {
            if at > 0 && at < all.len() {
                all.swap(at - 1, at);
            }
        });
    };
    let remove = move |()| {
        list.update(|all| {
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
            <IconButton label=format!("上移“{name}”") icon=IconName::ArrowUp disabled=at == 0 on_press=up/>
            <IconButton label=format!("移除“{name}”") icon=IconName::Trash on_press=remove/>
        </li>
    }
}
