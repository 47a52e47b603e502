//! Files on their way: as long as there is one, nothing goes off without it, and the window does not close over it.

use leptos::prelude::*;

use crate::desk::{state::Desk, unsaved::guard};
use crate::ui::Tone;

/// How many files of a page are on their way to the server.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct Uploads(RwSignal<u32>);

/// A file on its way; counted as long as this lives.
#[derive(Debug)]
pub(super) struct OnItsWay(Uploads);

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
        let uploads = Self(RwSignal::new(0));
        // In the browser only.
        Effect::new(move |_| guard(move || uploads.0.try_get_untracked().is_some_and(|count| count > 0)));
        uploads
    }

    pub(super) fn begin(self) -> OnItsWay {
        self.0.try_update(|count| *count += 1);
        OnItsWay(self)
    }

    /// What to wait for, in words; `None` when every file has arrived.
    pub(super) fn waiting(self) -> Option<String> {
        in_words(self.0.try_get().unwrap_or(0))
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
        self.0.0.try_update(|count| *count = count.saturating_sub(1));
    }
}

fn in_words(count: u32) -> Option<String> {
    (count > 0).then(|| format!("还有 {count} 个文件正在上传"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_its_way_is_counted_until_it_has_come() {
        let owner = Owner::new();
        owner.with(|| {
            let uploads = Uploads(RwSignal::new(0));
            assert_eq!(untrack(|| uploads.waiting()), None);
            let (one, two) = (uploads.begin(), uploads.begin());
            assert_eq!(untrack(|| uploads.waiting()).as_deref(), Some("还有 2 个文件正在上传"));
            drop(one);
            assert_eq!(untrack(|| uploads.waiting()).as_deref(), Some("还有 1 个文件正在上传"));
            drop(two);
            assert_eq!(untrack(|| uploads.waiting()), None);
        });
    }
}
