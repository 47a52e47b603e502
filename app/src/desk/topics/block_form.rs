//! The form of one block, by what it shows. Every form writes back what it understands as it is typed.

use domain::{
    plan::ColumnCode,
    topic::{ItemSource, Picture, Piece},
};
use leptos::prelude::*;

use super::{
    building::{Building, block_field},
    lines,
    picture_field::PictureField,
};
use crate::{
    desk::editor::{
        attachments::UploadField,
        bridge::{EditorHandle, RichEditor},
        upload::{UploadFor, UploadKind, Uploaded},
    },
    ui::{Button, Choice, Field, IconButton, IconName, RadioGroup, Select, TextArea, TextInput, live},
};

#[component]
pub(super) fn BlockForm(key: i64, building: Building) -> impl IntoView {
    let draft = building.draft;
    let Some(block) = untrack(|| draft.block(key)) else { return ().into_any() };
    let heading = RwSignal::new(block.heading.clone());
    Effect::new(move |_| draft.set_heading(key, heading.get()));
    let form = match block.piece {
        Piece::Text { html, .. } => view! { <TextForm key building html/> }.into_any(),
        Piece::Items { source } => view! { <ItemsForm key building source/> }.into_any(),
        Piece::Gallery { pictures } => view! { <GalleryForm key building pictures/> }.into_any(),
        Piece::Picture { picture, link } => view! { <PictureForm key building picture link/> }.into_any(),
        Piece::Video { address, description } => view! { <VideoForm key building address description/> }.into_any(),
        Piece::Timeline { milestones } => {
            lines_form(key, building, Lines::Timeline, &lines::milestones_text(&milestones))
        }
        Piece::Links { links } => lines_form(key, building, Lines::Links, &lines::links_text(&links)),
        Piece::Documents { documents } => lines_form(key, building, Lines::Documents, &lines::items_text(&documents)),
        Piece::Contact { words, phone, mailbox } => {
            view! { <ContactForm key building words phone mailbox/> }.into_any()
        }
    };
    view! {
        <div class="form topic-form">
            <Field label="小标题" name=block_field(key, "heading") hint="可以不填，不超过 30 字">
                <TextInput value=heading maxlength=30/>
            </Field>
            {form}
        </div>
    }
    .into_any()
}

/// Writes the piece back whenever a field of its form changes.
fn follow(key: i64, building: Building, piece: impl Fn() -> Option<Piece> + Send + Sync + 'static) {
    Effect::new(move |_| {
        if let Some(piece) = piece() {
            building.draft.set_piece(key, piece);
        }
    });
}

/// Name and fault of a block's field.
fn field(key: i64, building: Building, name: &str) -> (String, Signal<Option<String>>) {
    let name = block_field(key, name);
    (name.clone(), building.fault(name))
}

#[component]
fn TextForm(key: i64, building: Building, html: String) -> impl IntoView {
    let value = RwSignal::new(html);
    follow(key, building, move || Some(Piece::Text { html: value.get(), seal: String::new() }));
    let (name, fault) = field(key, building, "html");
    view! {
        <div class="field" class:field--invalid=move || fault.read().is_some()>
            <p class="field__error" role="alert">{live(move || fault.get())}</p>
            <RichEditor value owner=UploadFor::Topic(building.topic) handle=EditorHandle::new() name label="专题文字"/>
        </div>
    }
}

/// Lists that are written one entry a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    Timeline,
    Links,
    Documents,
}

impl Lines {
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Timeline => ("milestones", "大事记", "每行一件：日期 事项，如“2026-10-01 项目开工”"),
            Self::Links => ("links", "入口", "每行一个：名称 地址，如“教育培训 /c/jypx”"),
            Self::Documents => ("documents", "政策文件", "每行一个：信息的网址或代码；解读自动列在文件下面"),
        }
    }

    fn read(self, text: &str) -> Result<Piece, String> {
        Ok(match self {
            Self::Timeline => Piece::Timeline { milestones: lines::milestones(text)? },
            Self::Links => Piece::Links { links: lines::links(text) },
            Self::Documents => Piece::Documents { documents: lines::items(text)? },
        })
    }
}

fn lines_form(key: i64, building: Building, kind: Lines, text: &str) -> AnyView {
    let text = RwSignal::new(text.to_owned());
    follow(key, building, move || kind.read(&text.read()).ok());
    let (name, label, hint) = kind.words();
    let (name, fault) = field(key, building, name);
    // What cannot be read is not saved: it is said at once.
    let error = Signal::derive(move || kind.read(&text.read()).err().or_else(|| fault.get()));
    view! {
        <Field label=label name=name hint=hint error required=true>
            <TextArea value=text rows=6/>
        </Field>
    }
    .into_any()
}

#[component]
fn ItemsForm(key: i64, building: Building, source: ItemSource) -> impl IntoView {
    let (columns, words, count, items, from) = match source {
        ItemSource::Newest { columns, words, count } => (columns, words, count, Vec::new(), "newest"),
        ItemSource::Chosen { items } => (Vec::new(), Vec::new(), ItemSource::USUAL_COUNT, items, "chosen"),
    };
    let from = RwSignal::new(from.to_owned());
    let columns = RwSignal::new(columns);
    let words = RwSignal::new(words.join(" "));
    let count = RwSignal::new(count.to_string());
    let items = RwSignal::new(lines::items_text(&items));
    let is_newest = Memo::new(move |_| *from.read() == "newest");
    follow(key, building, move || {
        Some(Piece::Items {
            source: if is_newest.get() {
                let words = words.read().split_whitespace().map(str::to_owned).collect();
                ItemSource::Newest { columns: columns.get(), words, count: count.read().trim().parse().unwrap_or(0) }
            } else {
                ItemSource::Chosen { items: lines::items(&items.read()).ok()? }
            },
        })
    });
    let kinds = vec![Choice::new("newest", "按栏目和标题自动列出"), Choice::new("chosen", "逐条挑选")];
    view! {
        <RadioGroup legend="信息来源" name=block_field(key, "from") value=from choices=kinds inline=true/>
        {live(move || if is_newest.get() {
            view! { <NewestFields key building columns words count/> }.into_any()
        } else {
            let (name, fault) = field(key, building, "items");
            let error = Signal::derive(move || lines::items(&items.read()).err().or_else(|| fault.get()));
            view! {
                <Field label="信息" name hint="每行一条：信息的网址或代码，最多 20 条" error required=true>
                    <TextArea value=items rows=6/>
                </Field>
            }
            .into_any()
        })}
    }
}

#[component]
fn NewestFields(
    key: i64,
    building: Building,
    columns: RwSignal<Vec<ColumnCode>>,
    words: RwSignal<String>,
    count: RwSignal<String>,
) -> impl IntoView {
    let pick = RwSignal::new(String::new());
    let choices = building.columns.with_value(|all| {
        all.iter().map(|one| Choice::new(one.code.to_string(), one.path.clone())).collect::<Vec<_>>()
    });
    let path = move |code: &ColumnCode| {
        let named = |all: &Vec<domain::desk::topics::ColumnName>| {
            all.iter().find(|one| one.code == *code).map(|one| one.path.clone())
        };
        building.columns.with_value(named).unwrap_or_else(|| code.to_string())
    };
    let add = move |code: String| {
        if let Some(code) = ColumnCode::parse(&code) {
            columns.update(|all| {
                if !all.contains(&code) {
                    all.push(code);
                }
            });
        }
        pick.set(String::new());
    };
    let chosen = move || {
        let line = |code: ColumnCode| {
            let name = path(&code);
            let remove = move |()| columns.update(|all| all.retain(|other| *other != code));
            view! {
                <li class="attachments__one">
                    <span>{name.clone()}</span>
                    <IconButton label=format!("移除“{name}”") icon=IconName::Close on_press=remove/>
                </li>
            }
        };
        columns.get().into_iter().map(line).collect_view()
    };
    let (columns_name, columns_fault) = field(key, building, "columns");
    let (words_name, words_fault) = field(key, building, "words");
    let (count_name, count_fault) = field(key, building, "count");
    view! {
        <Field label="栏目" name=columns_name hint="可以选几个；不选时为全部栏目" error=columns_fault>
            <Select value=pick choices empty="添加栏目…" on_change=add/>
        </Field>
        <ul class="attachments">{live(chosen)}</ul>
        <div class="form__row">
            <Field label="标题中的词" name=words_name hint="含其中任一词的信息；用空格隔开" error=words_fault>
                <TextInput value=words/>
            </Field>
            <Field label="条数" name=count_name hint="1 至 20" error=count_fault>
                <TextInput value=count kind="number" inputmode="numeric"/>
            </Field>
        </div>
    }
}

#[component]
fn PictureForm(key: i64, building: Building, picture: Picture, link: String) -> impl IntoView {
    let (picture, link) = (RwSignal::new(picture), RwSignal::new(link));
    follow(key, building, move || Some(Piece::Picture { picture: picture.get(), link: link.read().trim().to_owned() }));
    let (name, fault) = field(key, building, "link");
    view! {
        <PictureField label="图片" name=block_field(key, "pictures.0") picture building/>
        <Field label="点击图片打开" name hint="本站地址（如 /c/jypx）或 https://…，可以不填" error=fault>
            <TextInput value=link/>
        </Field>
    }
}

#[component]
fn GalleryForm(key: i64, building: Building, pictures: Vec<Picture>) -> impl IntoView {
    let next = StoredValue::new(pictures.len());
    let numbered = pictures.into_iter().map(RwSignal::new).enumerate().collect::<Vec<_>>();
    let list = RwSignal::new(numbered);
    follow(key, building, move || {
        Some(Piece::Gallery { pictures: list.read().iter().map(|(_, picture)| picture.get()).collect() })
    });
    let add = move |file: Uploaded| {
        let number = next.get_value();
        next.set_value(number + 1);
        let picture = Picture { address: file.address, ..Picture::default() };
        list.update(|all| all.push((number, RwSignal::new(picture))));
    };
    let (name, fault) = field(key, building, "pictures");
    let one = move |at: usize, number: usize, picture: RwSignal<Picture>| {
        let remove = move |()| list.update(|all| all.retain(|(other, _)| *other != number));
        view! {
            <li class="topic-gallery-form__one">
                <PictureField label="图片" name=block_field(key, &format!("pictures.{at}")) picture building/>
                <p><Button small=true icon=IconName::Trash on_press=remove>"移除这张图片"</Button></p>
            </li>
        }
    };
    view! {
        <p class="field__error">{live(move || fault.get())}</p>
        <ol class="topic-gallery-form">
            {live(move || {
                list.get().into_iter().enumerate().map(|(at, (number, picture))| one(at, number, picture)).collect_view()
            })}
        </ol>
        <UploadField
            label="添加图片"
            name
            hint="可以一次选几张，最多 24 张。"
            kind=UploadKind::Image
            owner=UploadFor::Topic(building.topic)
            multiple=true
            on_uploaded=add
        />
    }
}

#[component]
fn VideoForm(key: i64, building: Building, address: String, description: String) -> impl IntoView {
    let (address, description) = (RwSignal::new(address), RwSignal::new(description));
    follow(key, building, move || {
        let address = address.read().trim().to_owned();
        Some(Piece::Video { address, description: description.get() })
    });
    let (address_name, address_fault) = field(key, building, "address");
    let (words_name, words_fault) = field(key, building, "description");
    view! {
        <Field label="视频地址" name=address_name required=true hint="视频页面的 https:// 地址，或本站的视频文件" error=address_fault>
            <TextInput value=address/>
        </Field>
        <Field label="视频内容说明" name=words_name required=true hint="供听不见、看不见的人了解" error=words_fault>
            <TextArea value=description rows=3/>
        </Field>
    }
}

#[component]
fn ContactForm(
    key: i64,
    building: Building,
    words: String,
    phone: String,
    mailbox: Option<ColumnCode>,
) -> impl IntoView {
    let (words, phone) = (RwSignal::new(words), RwSignal::new(phone));
    let mailbox = RwSignal::new(mailbox.map(|code| code.to_string()).unwrap_or_default());
    follow(key, building, move || {
        let mailbox = ColumnCode::parse(&mailbox.read());
        Some(Piece::Contact { words: words.get(), phone: phone.read().trim().to_owned(), mailbox })
    });
    let choices = building.mailboxes.with_value(|all| {
        all.iter().map(|one| Choice::new(one.code.to_string(), one.path.clone())).collect::<Vec<_>>()
    });
    let (words_name, words_fault) = field(key, building, "words");
    let (mailbox_name, mailbox_fault) = field(key, building, "mailbox");
    view! {
        <Field label="说明" name=words_name required=true hint="欢迎公众就什么提意见" error=words_fault>
            <TextArea value=words rows=3/>
        </Field>
        <div class="form__row">
            <Field label="信箱栏目" name=mailbox_name error=mailbox_fault>
                <Select value=mailbox choices empty="不设信箱入口"/>
            </Field>
            <Field label="公开电话" name=block_field(key, "phone")>
                <TextInput value=phone kind="tel"/>
            </Field>
        </div>
    }
}
