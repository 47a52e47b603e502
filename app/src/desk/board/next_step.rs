//! Where the reader of a line goes on with what is on its way already. A draft is begun on the first page, by its unit.

use domain::desk::board::ColumnLine;
use leptos::prelude::*;

use crate::ui::{ButtonLink, IconName};

/// 继续办理, 去审签 or 查看进度; nothing where no item is there.
pub(super) fn next_step(line: &ColumnLine) -> Option<AnyView> {
    let step = line.next?;
    let (href, of_line) = (step.address()?, format!("“{}”", line.titled()));
    let view = view! {
        <ButtonLink href small=true icon=IconName::FileText external=true>
            {step.label()} " " <span class="visually-hidden">{of_line}</span>
        </ButtonLink>
    };
    Some(view.into_any())
}
