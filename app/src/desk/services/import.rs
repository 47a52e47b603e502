//! Choose a file, see what would become of it, confirm. The file goes to the server for the report and again for the
//! import; nothing keeps it in between.

use domain::{desk::services::ServicesReport, plan::ColumnCode};
use leptos::{prelude::*, task::spawn_local};

use super::report::report;
use crate::{
    desk::{
        editor::upload::{chosen, forget_choice, read, send_to},
        leaving,
    },
    ui::{Banner, Button, ButtonKind, Choice, Field, Panel, Progress, Select, Tone, field_id, live},
};

const FILE: &str = "services-file";

/// One import, from the choice of a file to its report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Import {
    column: RwSignal<String>,
    percent: RwSignal<Option<i32>>,
    problem: RwSignal<Option<String>>,
    preview: RwSignal<Option<ServicesReport>>,
    done: RwSignal<Option<ServicesReport>>,
    imported: Callback<()>,
}

impl Import {
    pub(super) fn new(imported: Callback<()>) -> Self {
        let import = Self {
            column: RwSignal::new(String::new()),
            percent: RwSignal::new(None),
            problem: RwSignal::new(None),
            preview: RwSignal::new(None),
            done: RwSignal::new(None),
            imported,
        };
        // In the browser only.
        Effect::new(move |_| leaving::ask_first(move || import.lost_by_leaving()));
        import
    }

    /// What to ask who leaves while a file is on its way: an import may go through all the same, and nobody sees how.
    fn lost_by_leaving(self) -> Option<String> {
        let is_on_its_way = self.percent.try_get_untracked().flatten().is_some();
        is_on_its_way.then(|| "文件还没有处理完，现在离开，可能没有导入，也看不到结果。确定要离开吗？".to_owned())
    }

    /// Whether a file is on its way.
    fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.percent.read().is_some())
    }

    /// Asks what would become of the chosen file.
    fn look(self) {
        self.preview.set(None);
        self.done.set(None);
        self.send("", move |report| self.preview.set(Some(report)));
    }

    fn confirm(self) {
        let Some(seen) = self.preview.read_untracked().as_ref().map(|shown| shown.seen.clone()) else { return };
        self.send(&format!("&seen={seen}"), move |report| {
            self.preview.set(None);
            self.done.set(Some(report));
            forget_choice(FILE);
            self.imported.run(());
        });
    }

    fn put_away(self) {
        self.preview.set(None);
        forget_choice(FILE);
    }

    fn send(self, more: &str, done: impl FnOnce(ServicesReport) + 'static) {
        if self.percent.get_untracked().is_some() {
            return;
        }
        let Some(file) = chosen(FILE) else { return };
        let address = format!("/desk/services/file?column={}{more}", self.column.get_untracked());
        self.problem.set(None);
        self.percent.set(Some(0));
        spawn_local(async move {
            let progress = move |percent| {
                self.percent.try_set(Some(percent));
            };
            let answer = send_to(&address, &file, Box::new(progress)).await;
            // The page may have been left meanwhile; its signals are gone then.
            if self.percent.try_set(None).is_none() {
                match answer.and_then(|answer| read(&answer)) {
                    Ok(report) => done(report),
                    Err(problem) => self.problem.set(Some(problem)),
                }
            }
        });
    }
}

#[component]
pub(super) fn ImportPanel(
    import: Import,
    /// Where the reader may import to.
    columns: Vec<(ColumnCode, String)>,
) -> impl IntoView {
    if import.column.read_untracked().is_empty() {
        import.column.set(columns.first().map(|(code, _)| code.to_string()).unwrap_or_default());
    }
    let choices: Vec<Choice> = columns.into_iter().map(|(code, path)| Choice::new(code.to_string(), path)).collect();
    // A file may have been chosen before the page was taken over by the browser's program. The panel is made anew when
    // the directory is read again after an import; then none is chosen, and its report stays.
    Effect::new(move |_| {
        if chosen(FILE).is_some() {
            import.look();
        }
    });
    let look = Callback::new(move |_: String| import.look());
    // A report that is on its way is about the column that stands there now.
    let busy = import.busy();
    view! {
        <Panel title="导入" id="services-import">
            <p>
                "先下载"
                <a href="/desk/services-form.xlsx" rel="external" download>"空白模板"</a>
                "，按第二张表的说明填写。选择文件后先检查，确认后才导入；导入后立即公开，并标明直接发布。"
            </p>
            <Field label="导入到栏目" name="services-column">
                <Select value=import.column choices on_change=look disabled=busy/>
            </Field>
            <div class="field">
                <label class="field__label" for=field_id(FILE)>"办事指南文件"</label>
                <p class="field__hint" id="services-file-hint">
                    "XLSX 或 JSONL，不超过 10MB、5000 项；文件本身不保存，同一文件导入两次不会重复"
                </p>
                <p class="field__error" role="alert">{live(move || import.problem.get())}</p>
                <input
                    class="input input--file"
                    type="file"
                    id=field_id(FILE)
                    accept=".xlsx,.jsonl"
                    aria-describedby="services-file-hint"
                    on:change=move |_| import.look()
                />
            </div>
            {live(move || import.percent.read().is_some().then(|| view! {
                <Progress label="正在处理" percent=import.percent/>
            }))}
            {live(move || import.preview.get().map(|shown| preview(import, shown)))}
            {live(move || import.done.get().map(|shown: ServicesReport| view! {
                <Banner tone=Tone::Success title=format!("已导入 {} 项", shown.imported)>
                    <p>"下面是这次导入的报告。"</p>
                </Banner>
                {report(shown, "已导入")}
            }))}
        </Panel>
    }
}

fn preview(import: Import, shown: ServicesReport) -> AnyView {
    let busy = import.busy();
    let (tone, words) = match (shown.imported, shown.rejected_rows()) {
        (0, 0) => (Tone::Info, "文件中没有新的事项。".to_owned()),
        (0, rows) => (Tone::Warn, format!("没有可以导入的事项；{rows} 行不能导入，原因见下表。")),
        (count, 0) => (Tone::Info, format!("{count} 项可以导入，尚未导入。")),
        (count, rows) => (Tone::Warn, format!("{count} 项可以导入，尚未导入；{rows} 行不能导入，原因见下表。")),
    };
    let confirm = (shown.imported > 0).then(|| {
        let words = format!("导入并公开 {} 项", shown.imported);
        view! {
            <Button kind=ButtonKind::Primary busy on_press=move |()| import.confirm()>{words}</Button>
            <Button on_press=move |()| import.put_away()>"不导入"</Button>
        }
    });
    view! {
        <Banner tone title="检查结果"><p>{words}</p></Banner>
        {report(shown, "可以导入")}
        <div class="form__actions">{confirm}</div>
    }
    .into_any()
}
