//! Words that must not stand there, and probable slips.

use crate::reading::Role;

use super::Inspection;

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let (reading, rules) = (page.reading, page.rules);
    for block in &reading.blocks {
        // The words of links are titles that lists cut; descriptions are cut, too.
        let is_whole = matches!(block.role, Role::Heading | Role::Text);
        for judged in rules.wording.judge(&block.words, is_whole).iter() {
            page.note(judged.kind, "", &judged.words, judged.message.clone(), &judged.passage);
        }
    }
}
