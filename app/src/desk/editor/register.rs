//! A structured table in the form (清单, 名单): choose a file, see what would be public of it, confirm. The file goes to the
//! server for the preview and again for the confirmation; nothing keeps it in between.

use domain::{
    desk::register::{CellFault, RegisterDifferences, RegisterPreview, RegisterSummary, Treatment},
    id::{ItemId, RegisterId},
    register::Profile,
    upload::Purpose,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    upload::{chosen, forget_choice, read, send_to},
    uploads::Uploads,
};
use crate::{
    api::register::show,
    ui::{Banner, Button, ButtonKind, Field, IconName, Progress, TextInput, Tone, field_id, live, pager::encode},
};

const FILE: &str = "register-file";

/// One import, from the choice of a file to its confirmation.
#[derive(Debug, Clone, Copy)]
struct Import {
    item: ItemId,
    /// Number of the table that the draft uses; empty for none.
    value: RwSignal<String>,
    name: RwSignal<String>,
    /// The kind of the item decides whom its tables are about.
    profile: Profile,
    /// No step goes off with the former table while another takes its place.
    uploads: Uploads,
    until: RwSignal<String>,
    percent: RwSignal<Option<i32>>,
    problem: RwSignal<Option<String>>,
    preview: RwSignal<Option<RegisterPreview>>,
    stored: RwSignal<Option<(RegisterSummary, RegisterPreview)>>,
}

impl Import {
    /// Asks what would become of the chosen file.
    fn look(self) {
        let Some(file) = chosen(FILE) else { return };
        if self.name.read_untracked().trim().is_empty() {
            let name = file.name();
            self.name.set(name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned());
        }
        self.send(file, String::new(), move |answer| {
            let preview: RegisterPreview = read(answer)?;
            self.until.set(preview.personal_until.map(|day| day.to_string()).unwrap_or_default());
            self.preview.set(Some(preview));
            Ok(())
        });
    }

    /// Has it stored as the preview shows it, and used by the draft.
    fn confirm(self) {
        let (Some(file), Some(seen)) =
            (chosen(FILE), self.preview.read_untracked().as_ref().map(|shown| shown.seen.clone()))
        else {
            return;
        };
        let until = self.until.get_untracked();
        let until = if until.is_empty() { until } else { format!("&until={until}") };
        self.send(file, format!("&seen={seen}{until}"), move |answer| {
            let summary: RegisterSummary = read(answer)?;
            self.value.set(summary.id.to_string());
            self.put_away();
            Ok(())
        });
    }

    fn put_away(self) {
        self.preview.set(None);
        self.name.set(String::new());
        forget_choice(FILE);
    }

    fn send(self, file: web_sys::File, more: String, done: impl FnOnce(&str) -> Result<(), String> + 'static) {
        if self.percent.get_untracked().is_some() {
            return;
        }
        let (profile, name) = (self.profile.code(), encode(self.name.read_untracked().trim()));
        let former = self.value.get_untracked();
        let former = if former.is_empty() { former } else { format!("&instead_of={former}") };
        let address = format!("/desk/items/{}/register?profile={profile}&name={name}{former}{more}", self.item);
        self.problem.set(None);
        self.percent.set(Some(0));
        spawn_local(async move {
            // Until the draft uses the table.
            let _on_its_way = self.uploads.begin(file.name());
            let progress = move |percent| {
                self.percent.try_set(Some(percent));
            };
            let answer = send_to(&address, &file, Box::new(progress)).await;
            // The page may have been left meanwhile; its signals are gone then.
            if self.percent.try_set(None).is_none() {
                self.problem.set(answer.and_then(|answer| done(&answer)).err());
            }
        });
    }

    /// Fetches the table that the draft uses.
    fn fetch(self) {
        let Ok(id) = self.value.read().parse::<RegisterId>() else {
            self.stored.set(None);
            return;
        };
        spawn_local(async move {
            match show(id).await {
                Ok(found) => drop(self.stored.try_set(Some(found))),
                Err(error) => drop(self.problem.try_set(Some(error.to_string()))),
            }
        });
    }
}

/// The field of a kind whose value is the number of a table.
#[component]
pub(super) fn RegisterField(
    #[prop(into)] label: String,
    /// The form field, for findings.
    name: String,
    fault: Signal<Option<String>>,
    item: ItemId,
    value: RwSignal<String>,
    profile: Profile,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let import = Import {
        item,
        value,
        name: text(),
        profile,
        uploads: Uploads::here(),
        until: text(),
        percent: RwSignal::new(None),
        problem: RwSignal::new(None),
        preview: RwSignal::new(None),
        stored: RwSignal::new(None),
    };
    Effect::new(move |_| import.fetch());
    let hint = match profile {
        Profile::Public => "姓名和单位原样公开；证件号码和银行账号自动遮盖",
        Profile::Beneficiaries => "个人信息自动遮盖，疾病和家庭成员不导入；公示期满后个人信息自动撤下",
    };
    view! {
        <fieldset class="field register-field" id=field_id(&name) tabindex="-1">
            <legend class="field__label">{label}</legend>
            <p class="field__hint">{hint}</p>
            <p class="field__error" role="alert">{live(move || import.problem.get().or_else(|| fault.get()))}</p>
            {live(move || import.stored.get().map(|(summary, shown)| {
                let remove = move |()| import.value.set(String::new());
                view! {
                    {stored(summary, shown)}
                    <p><Button small=true icon=IconName::Trash on_press=remove>"移除这个表"</Button></p>
                }
            }))}
            <Field label="表名" name="register-name" hint="不填则取文件名">
                <TextInput value=import.name/>
            </Field>
            <label class="field__label" for=field_id(FILE)>"表格文件"</label>
            <p class="field__hint">"XLSX、XLS、ODS 或 CSV，只有一个工作表、一行表头；文件本身不保存"</p>
            <input
                class="input input--file"
                type="file"
                id=field_id(FILE)
                accept=Purpose::Register.accept()
                on:change=move |_| import.look()
            />
            {live(move || import.percent.read().is_some().then(|| view! {
                <Progress label="正在读取" percent=import.percent/>
            }))}
            {live(move || import.preview.get().map(|shown| preview(import, shown)))}
        </fieldset>
    }
}

/// A table as whoever reads the draft sees it: all of it is a download.
#[component]
pub(in crate::desk) fn RegisterView(register: RegisterId) -> impl IntoView {
    let found = RwSignal::new(None);
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(shown) = show(register).await {
                found.try_set(Some(shown));
            }
        });
    });
    live(move || found.get().map(|(summary, shown)| stored(summary, shown)))
}

fn stored(summary: RegisterSummary, shown: RegisterPreview) -> AnyView {
    let until = summary.personal_until.map(|day| format!("，公示至 {day}")).unwrap_or_default();
    let gone = if summary.is_withdrawn { "，个人信息已撤下" } else { "" };
    view! {
        <p>
            <a href=format!("/desk/registers/{}", summary.id) rel="external">{summary.name}</a>
            {format!("：{} 行{until}{gone}（点击下载全表）", summary.rows)}
        </p>
        {(!summary.note.is_empty()).then(|| view! { <p class="field__hint">{summary.note}</p> })}
        {shown.differences.map(|found| differences("与公开的表相比", found))}
        {rows(shown.header, shown.rows, shown.total)}
    }
    .into_any()
}

/// What would become of the file, or what is wrong with it.
fn preview(import: Import, shown: RegisterPreview) -> AnyView {
    if !shown.faults.is_empty() {
        let lines = list(shown.faults.iter().map(CellFault::in_words));
        return view! { <Banner tone=Tone::Danger title="请改正后重新选择文件">{lines}</Banner> }.into_any();
    }
    let treated = shown.columns.into_iter().filter(|column| column.treatment != Treatment::Kept);
    let notes = list(treated.map(|column| format!("“{}”：{}", column.name, column.note)).chain(shown.notes));
    let period = shown.personal_until.map(|_| {
        view! {
            <Field label="公示截止日期" name="register-until" required=true hint="次日起个人信息自动撤下">
                <TextInput value=import.until kind="date"/>
            </Field>
        }
    });
    let busy = Signal::derive(move || import.percent.read().is_some());
    view! {
        <Banner title="导入后公开的内容如下">{notes}</Banner>
        {shown.differences.map(|found| differences("与现有的表相比", found))}
        {rows(shown.header, shown.rows, shown.total)}
        {period}
        <Button kind=ButtonKind::Primary busy on_press=move |()| import.confirm()>"确认导入"</Button>
        <Button on_press=move |()| import.put_away()>"不导入"</Button>
    }
    .into_any()
}

fn differences(against: &'static str, found: RegisterDifferences) -> AnyView {
    let RegisterDifferences { added, removed, changed, lines } = found;
    view! {
        <details>
            <summary>{format!("{against}：新增 {added}，取消 {removed}，变更 {changed}")}</summary>
            {list(lines.into_iter())}
        </details>
    }
    .into_any()
}

fn rows(header: Vec<String>, rows: Vec<Vec<String>>, total: i64) -> AnyView {
    let caption = format!("共 {total} 行，这里是前 {} 行", rows.len());
    let line = |cells: Vec<String>| {
        let named = cells.into_iter().zip(header.clone());
        let cells: Vec<AnyView> =
            named.map(|(cell, name)| view! { <td data-label=name>{cell}</td> }.into_any()).collect();
        view! { <tr>{cells}</tr> }.into_any()
    };
    let body: Vec<AnyView> = rows.into_iter().map(line).collect();
    let head: Vec<AnyView> = header.into_iter().map(|name| view! { <th scope="col">{name}</th> }.into_any()).collect();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label="表的内容">
            <table class="table">
                <caption class="table__caption">{caption}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn list(lines: impl Iterator<Item = String>) -> AnyView {
    let lines: Vec<AnyView> = lines.map(|line| view! { <li>{line}</li> }.into_any()).collect();
    view! { <ul>{lines}</ul> }.into_any()
}
