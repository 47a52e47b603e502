//! How the topic looks: title, banner, and two colours from swatches that can all be read together.

use domain::topic::{Colour, Picture};
use leptos::prelude::*;

use super::{building::Building, picture_field::PictureField};
use crate::ui::{Button, Field, IconName, Panel, TextArea, TextInput, live};

#[component]
pub(super) fn Look(building: Building) -> impl IntoView {
    let draft = building.draft;
    let banner = RwSignal::new(draft.banner.get_untracked().unwrap_or_default());
    let has_banner = RwSignal::new(draft.banner.read_untracked().is_some());
    Effect::new(move |_| {
        let picture = has_banner.get().then(|| banner.get());
        if *draft.banner.read_untracked() != picture {
            draft.banner.set(picture);
        }
    });
    let plain = move |()| {
        has_banner.set(false);
        banner.set(Picture::default());
    };
    let main = Signal::derive(move || draft.theme.get().main());
    let accent = Signal::derive(move || draft.theme.get().accent());
    view! {
        <Panel title="名称和外观" id="topic-look">
            <Field label="专题名称" name="title" required=true error=building.fault("title".into())>
                <TextInput value=draft.title maxlength=40/>
            </Field>
            <Field label="导语" name="lead" hint="一两句话，不超过 200 字">
                <TextArea value=draft.lead rows=2 maxlength=200/>
            </Field>
            {live(move || if has_banner.get() {
                view! {
                    <PictureField label="横幅图片" name="banner" picture=banner building without_caption=true/>
                    <p><Button small=true icon=IconName::Trash on_press=plain>"不用横幅图片"</Button></p>
                }
                .into_any()
            } else {
                view! {
                    <p>
                        <Button small=true icon=IconName::FileImage on_press=move |()| has_banner.set(true)>"添加横幅图片"</Button>
                        " 不加图片时，横幅为主色。"
                    </p>
                }
                .into_any()
            })}
            <Swatches
                legend="主色"
                name="main"
                choices=Signal::derive(|| Colour::mains().collect())
                chosen=main
                on_choice=move |colour| draft.theme.update(|theme| *theme = theme.with_main(colour))
            />
            <Swatches
                legend="辅色（只列出与主色搭配清楚的）"
                name="accent"
                choices=Signal::derive(move || main.get().accents().collect())
                chosen=accent
                on_choice=move |colour| draft.theme.update(|theme| *theme = theme.with_accent(colour))
            />
        </Panel>
    }
}

#[component]
fn Swatches(
    legend: &'static str,
    name: &'static str,
    choices: Signal<Vec<Colour>>,
    chosen: Signal<Colour>,
    #[prop(into)] on_choice: Callback<Colour>,
) -> impl IntoView {
    let swatch = move |colour: Colour| {
        view! {
            <label class="swatch">
                <input
                    class="swatch__input"
                    type="radio"
                    name=name
                    value=colour.code()
                    checked=chosen.get_untracked() == colour
                    prop:checked=move || chosen.get() == colour
                    on:change=move |_| on_choice.run(colour)
                />
                <span class=format!("swatch__colour swatch__colour--{}", colour.code()) aria-hidden="true"></span>
                {colour.label()}
            </label>
        }
    };
    view! {
        <fieldset class="swatches">
            <legend class="field__label">{legend}</legend>
            <div class="swatches__all">{live(move || choices.get().into_iter().map(swatch).collect_view())}</div>
        </fieldset>
    }
}
