//! Files on their way to the server, with their progress. `fetch` cannot report it, so this is an `XMLHttpRequest`.

use domain::{
    id::{CaseId, ItemId, MediaId, TopicId},
    upload::Purpose,
};
use leptos::{
    prelude::document,
    server_fn::serde::{Deserialize, de::DeserializeOwned},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement, ProgressEvent, XmlHttpRequest};

use super::uploads::Uploads;
use crate::ui::{field_id, pager::encode};

/// What a file is uploaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum UploadFor {
    Item(ItemId),
    Topic(TopicId),
    /// 整改: evidence.
    Case(CaseId),
}

impl UploadFor {
    /// As the server's address names it.
    fn query(self) -> String {
        match self {
            Self::Item(item) => format!("item={item}"),
            Self::Topic(topic) => format!("topic={topic}"),
            Self::Case(case) => format!("case={case}"),
        }
    }
}

impl From<ItemId> for UploadFor {
    fn from(item: ItemId) -> Self {
        Self::Item(item)
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum UploadKind {
    Image,
    Attachment,
    /// The paper of a secrecy review: nobody but the unit and the lead unit opens it.
    Scan,
}

impl UploadKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Attachment => "attachment",
            Self::Scan => "secrecy-scan",
        }
    }

    /// By which the server judges it.
    pub(super) const fn purpose(self) -> Purpose {
        match self {
            Self::Image => Purpose::Image,
            Self::Attachment => Purpose::Attachment,
            Self::Scan => Purpose::SecrecyScan,
        }
    }
}

/// The file that somebody has chosen in the file field of the form called `name`.
pub(in crate::desk) fn chosen(name: &str) -> Option<File> {
    input(name)?.files()?.get(0)
}

/// Empties that field.
pub(in crate::desk) fn forget_choice(name: &str) {
    if let Some(input) = input(name) {
        input.set_value("");
    }
}

fn input(name: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(&field_id(name)).and_then(|element| element.dyn_into().ok())
}

/// The server's answer: where the file is now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
pub(in crate::desk) struct Uploaded {
    pub id: MediaId,
    pub address: String,
    pub name: String,
    pub size: i64,
}

/// Whoever shows how far a file has come; told the per cent.
pub(in crate::desk) type OnProgress = Box<dyn Fn(i32)>;

/// Sends `file`, counted among `uploads` until the answer is there. An error is a sentence for the author.
pub(super) async fn upload(
    file: &File,
    kind: UploadKind,
    owner: UploadFor,
    uploads: Uploads,
    progress: OnProgress,
) -> Result<Uploaded, String> {
    let _on_its_way = uploads.begin(file.name());
    let address = format!("/desk/media?kind={}&{}", kind.code(), owner.query());
    read(&send_to(&address, file, progress).await?)
}

/// What the server answered, as JSON.
pub(in crate::desk) fn read<T: DeserializeOwned>(answer: &str) -> Result<T, String> {
    serde_json::from_str(answer).map_err(|_| "服务器的回答无法识别".to_owned())
}

/// Sends `file` to `address`; gives the text of the answer. An error is a sentence for the author.
pub(in crate::desk) async fn send_to(address: &str, file: &File, progress: OnProgress) -> Result<String, String> {
    let request = send(address, file, progress).await.map_err(|_| "浏览器无法发送文件".to_owned())?;
    let status = request.status().unwrap_or(0);
    let body = request.response_text().ok().flatten().unwrap_or_default();
    match status {
        200..300 => Ok(body),
        0 => Err("网络中断".into()),
        401 => Err("登录已过期，请重新登录后再传".into()),
        413 => Err("文件太大".into()),
        // The server's own words; anything else is a page of something in between.
        400..500 if !body.is_empty() && !body.trim_start().starts_with('<') => Err(body),
        _ => Err(format!("服务器未接收（{status}）")),
    }
}

async fn send(address: &str, file: &File, progress: OnProgress) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("POST", address, true)?;
    request.set_request_header("X-File-Name", &encode(&file.name()))?;
    request.set_request_header("Content-Type", "application/octet-stream")?;
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "per cent")]
            progress((event.loaded() / event.total() * 100.0) as i32);
        }
    });
    request.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    let ended = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_blob(Some(file))?;
    JsFuture::from(ended).await?;
    drop(on_progress);
    Ok(request)
}
