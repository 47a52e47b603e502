//! Files on their way: as long as there is one, nothing goes off without it, and nobody leaves over it unasked.

use leptos::prelude::*;

use crate::desk::{leaving, state::Desk};
use crate::ui::Tone;

/// The files of a page that are on their way to the server, by their names.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct Uploads(RwSignal<Vec<String>>);

/// A file on its way; counted as long as this lives.
#[derive(Debug)]
pub(super) struct OnItsWay {
    among: Uploads,
    name: String,
}

impl Uploads {
    /// Counts what the fields and the text of the page send from here on.
    pub(in crate::desk) fn provide() -> Self {
        let uploads = Self::new();
        provide_context(uploads);
        uploads
    }

    /// Those of the page that counts them, or of a field of its own.
    pub(super) fn here() -> Self {
        use_context::<Self>().unwrap_or_else(Self::new)
    }

    fn new() -> Self {
        let uploads = Self(RwSignal::new(Vec::new()));
        // In the browser only.
        Effect::new(move |_| leaving::ask_first(move || uploads.lost_by_leaving()));
        uploads
    }

    pub(super) fn begin(self, name: String) -> OnItsWay {
        self.0.try_update(|names| names.push(name.clone()));
        OnItsWay { among: self, name }
    }

    /// What to wait for, in words; `None` when every file has arrived.
    pub(super) fn waiting(self) -> Option<String> {
        let count = self.0.try_with(Vec::len).unwrap_or(0);
        (count > 0).then(|| format!("还有 {count} 个文件正在上传"))
    }

    /// What to ask who leaves the page now; `None` when every file has arrived.
    fn lost_by_leaving(self) -> Option<String> {
        let files = self.0.try_with_untracked(|names| match names.as_slice() {
            [] => None,
            [only] => Some(format!("“{only}”")),
            [first, ..] => Some(format!("“{first}”等 {} 个文件", names.len())),
        });
        files.flatten().map(|files| format!("{files}还没有传完，现在离开，文件不会保存。确定要离开吗？"))
    }

    /// Whether every file has arrived; says what to wait for otherwise.
    pub(in crate::desk) fn have_arrived(self, desk: Desk) -> bool {
        let waiting = untrack(|| self.waiting());
        if let Some(waiting) = &waiting {
            desk.say(Tone::Warn, format!("{waiting}，请等传完再继续。"));
        }
        waiting.is_none()
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        // The page may have been left meanwhile; its count is gone then.
        self.among.0.try_update(|names| {
            if let Some(at) = names.iter().position(|name| *name == self.name) {
                names.remove(at);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_its_way_is_counted_until_it_has_come() {
        let owner = Owner::new();
        owner.with(|| {
            let uploads = Uploads(RwSignal::new(Vec::new()));
            assert_eq!(untrack(|| uploads.waiting()), None);
            let (one, two) = (uploads.begin("名单.xlsx".into()), uploads.begin("名单.xlsx".into()));
            assert_eq!(untrack(|| uploads.waiting()).as_deref(), Some("还有 2 个文件正在上传"));
            drop(one);
            assert_eq!(untrack(|| uploads.waiting()).as_deref(), Some("还有 1 个文件正在上传"));
            drop(two);
            assert_eq!(untrack(|| uploads.waiting()), None);
        });
    }

    #[test]
    fn who_leaves_is_asked_about_the_files_by_name() {
        let owner = Owner::new();
        owner.with(|| {
            let uploads = Uploads(RwSignal::new(Vec::new()));
            assert_eq!(uploads.lost_by_leaving(), None);
            let form = uploads.begin("报名表.docx".into());
            let list = uploads.begin("名单.xlsx".into());
            let question = |files: &str| Some(format!("{files}还没有传完，现在离开，文件不会保存。确定要离开吗？"));
            assert_eq!(uploads.lost_by_leaving(), question("“报名表.docx”等 2 个文件"));
            drop(form);
            assert_eq!(uploads.lost_by_leaving(), question("“名单.xlsx”"));
            drop(list);
            assert_eq!(uploads.lost_by_leaving(), None);
        });
    }
}
