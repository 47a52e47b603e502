//! A picture with the words that belong to it.

use domain::topic::Picture;
use leptos::prelude::*;

use super::building::Building;
use crate::{
    desk::editor::{
        attachments::UploadField,
        upload::{UploadFor, UploadKind, Uploaded},
    },
    ui::{Button, Field, IconName, TextInput, live},
};

#[component]
pub(super) fn PictureField(
    #[prop(into)] label: String,
    /// The form field; unique on the page.
    #[prop(into)]
    name: String,
    picture: RwSignal<Picture>,
    building: Building,
    /// A banner has no words below it.
    #[prop(optional)]
    without_caption: bool,
) -> impl IntoView {
    let owner = UploadFor::Topic(building.topic);
    let (alt, caption) =
        picture.with_untracked(|picture| (RwSignal::new(picture.alt.clone()), RwSignal::new(picture.caption.clone())));
    Effect::new(move |_| {
        let (alt, caption) = (alt.get(), caption.get());
        if picture.with_untracked(|picture| picture.alt != alt || picture.caption != caption) {
            picture.update(|picture| (picture.alt, picture.caption) = (alt, caption));
        }
    });
    let take = move |file: Uploaded| picture.update(|picture| picture.address = file.address);
    let again = move |()| picture.update(|picture| picture.address = String::new());
    let address = Memo::new(move |_| picture.read().address.clone());
    let upload_name = format!("{name}.address");
    let fault = building.fault(upload_name.clone());
    let (alt_name, caption_name) = (format!("{name}.alt"), format!("{name}.caption"));
    view! {
        <div class="picture-field">
            {live(move || {
                let shown = address.get();
                if shown.is_empty() {
                    view! {
                        <UploadField
                            label=label.clone()
                            name=upload_name.clone()
                            hint="JPG、PNG、WebP 或 GIF；横幅以宽幅图片为宜。"
                            kind=UploadKind::Image
                            owner
                            on_uploaded=take
                        />
                        <p class="field__error">{live(move || fault.get())}</p>
                    }
                    .into_any()
                } else {
                    view! {
                        <img class="picture-field__image" src=shown alt=""/>
                        <p><Button small=true icon=IconName::Refresh on_press=again>"更换图片"</Button></p>
                    }
                    .into_any()
                }
            })}
            <Field
                label="替代文字"
                name=alt_name.clone()
                required=true
                hint="写明图上有什么，供看不见图片的人了解"
                error=building.fault(alt_name)
            >
                <TextInput value=alt maxlength=120/>
            </Field>
            {(!without_caption).then(|| view! {
                <Field label="图片说明" name=caption_name hint="显示在图片下方，可以不填">
                    <TextInput value=caption maxlength=120/>
                </Field>
            })}
        </div>
    }
}
