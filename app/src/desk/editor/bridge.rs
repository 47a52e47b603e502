//! The rich text editor: Tiptap from `app/editor-js`, which owns the DOM inside its host.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::{__reexports::send_wrapper::SendWrapper, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::File;

use super::{
    upload::{UploadFor, UploadKind, upload},
    uploads::Uploads,
};
use crate::{
    desk::state::Desk,
    ui::{Banner, Spinner, Tone, field_id, live},
};

/// The running editor; empty until it has come.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct EditorHandle(StoredValue<Option<SendWrapper<JsValue>>>);

impl EditorHandle {
    pub(in crate::desk) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Replaces the text, without an `onChange`.
    pub(super) fn set_html(self, html: &str) {
        self.call("setHtml", &JsValue::from_str(html));
    }

    /// Has the text told now: by itself it tells of a change a little later.
    pub(super) fn report(self) {
        self.call("report", &JsValue::UNDEFINED);
    }

    pub(super) fn focus(self) {
        self.call("focus", &JsValue::UNDEFINED);
    }

    /// Selects and shows the `index`-th `selector` of the text; `false` when it is no longer there.
    pub(super) fn focus_element(self, selector: &str, index: u32) -> bool {
        self.focus_problem([("selector", selector.into()), ("index", index.into())])
    }

    /// Selects and shows the characters from `start` to `end`, as the server counts them in the saved text.
    pub(super) fn focus_words(self, start: u32, end: u32) -> bool {
        self.focus_problem([("start", start.into()), ("end", end.into())])
    }

    fn focus_problem(self, place: [(&str, JsValue); 2]) -> bool {
        let object = Object::new();
        for (key, value) in &place {
            set(&object, key, value);
        }
        self.call("focusProblem", &object).is_some_and(|found| found.is_truthy())
    }

    fn call(self, name: &str, argument: &JsValue) -> Option<JsValue> {
        let handle = self.0.try_get_value().flatten()?.take();
        let method = Reflect::get(&handle, &name.into()).ok()?.dyn_into::<Function>().ok()?;
        method.call1(&handle, argument).ok()
    }
}

/// Sets a property of an object of our own, which cannot refuse it.
fn set(object: &Object, key: &str, value: &JsValue) {
    let accepted = Reflect::set(object, &key.into(), value);
    debug_assert!(accepted.is_ok(), "a plain object takes any property");
}

#[component]
pub(in crate::desk) fn RichEditor(
    value: RwSignal<String>,
    /// What pictures in the text are uploaded for.
    #[prop(into)]
    owner: UploadFor,
    handle: EditorHandle,
    /// The form field; its [`field_id`] must be unique on the page.
    #[prop(default = "body".into(), into)]
    name: String,
    /// What screen readers call the text.
    #[prop(default = "正文")]
    label: &'static str,
) -> impl IntoView {
    let (desk, uploads) = (Desk::expect(), Uploads::here());
    let host = NodeRef::<leptos::html::Div>::new();
    let (ready, fault) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        spawn_local(async move {
            match mount(&host, options(value, owner, uploads, desk, label)).await {
                Ok(editor) => {
                    if handle.0.try_set_value(Some(SendWrapper::new(editor))).is_none() {
                        ready.set(true);
                    }
                }
                Err(cause) => {
                    leptos::logging::error!("the editor did not start: {cause:?}");
                    fault.try_set(true);
                }
            }
        });
    });
    on_cleanup(move || {
        handle.call("destroy", &JsValue::UNDEFINED);
    });
    view! {
        <div class="rich-editor" id=field_id(&name)>
            {live(move || (!ready.get() && !fault.get()).then(|| view! { <Spinner label="正在载入编辑器…"/> }))}
            {live(move || fault.get().then(|| view! {
                <Banner tone=Tone::Danger>
                    <p>"编辑器没有载入。请刷新页面再试；已写的内容不会丢失。"</p>
                </Banner>
            }))}
            <div class="rich-editor__host" node_ref=host></div>
        </div>
    }
}

/// `window.longanEditor.load()` of `public/js/load-editor.js`, then `mount(host, options)` of the bundle.
async fn mount(host: &web_sys::HtmlElement, options: Object) -> Result<JsValue, JsValue> {
    let loader = Reflect::get(&window(), &"longanEditor".into())?;
    let load: Function = Reflect::get(&loader, &"load".into())?.dyn_into()?;
    let module = JsFuture::from(load.call0(&loader)?.dyn_into::<Promise>()?).await?;
    let mount: Function = Reflect::get(&module, &"mount".into())?.dyn_into()?;
    mount.call2(&JsValue::UNDEFINED, host, &options)
}

/// The contract of `app/editor-js/src/options.ts`.
fn options(value: RwSignal<String>, owner: UploadFor, uploads: Uploads, desk: Desk, label: &str) -> Object {
    let on_change = Closure::<dyn Fn(String)>::new(move |html: String| {
        value.try_set(html);
    });
    let on_notice = Closure::<dyn Fn(String)>::new(move |text: String| desk.say(Tone::Warn, text));
    let on_upload =
        Closure::<dyn Fn(File, String, Function) -> Promise>::new(move |file: File, kind: String, bar: Function| {
            let kind = if kind == "image" { UploadKind::Image } else { UploadKind::Attachment };
            let progress = move |percent: i32| {
                // A bar that is gone has nobody to tell.
                let _ = bar.call1(&JsValue::UNDEFINED, &JsValue::from(percent));
            };
            future_to_promise(async move {
                let stored = upload(&file, kind, owner, uploads, Box::new(progress)).await;
                let stored = stored.map_err(|text| js_sys::Error::new(&text))?;
                let answer = Object::new();
                set(&answer, "url", &stored.address.into());
                set(&answer, "name", &stored.name.into());
                #[expect(clippy::cast_precision_loss, reason = "a file's size is far below 2^52")]
                set(&answer, "size", &(stored.size as f64).into());
                Ok(answer.into())
            })
        });
    let options = Object::new();
    set(&options, "html", &value.get_untracked().into());
    set(&options, "label", &label.into());
    // The editor calls them as long as it lives, and it lives as long as its page.
    set(&options, "onChange", &on_change.into_js_value());
    set(&options, "onNotice", &on_notice.into_js_value());
    set(&options, "onUpload", &on_upload.into_js_value());
    options
}
