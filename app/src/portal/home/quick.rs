//! What most people come for, one tap from the top of the page: services, letters, documents, notices.

use domain::plan::{Column, ColumnKind, InForce};
use leptos::prelude::*;

use super::News;
use crate::{
    portal::address::{self, Target},
    ui::{Icon, IconName},
};

/// The entries that the plan has columns for.
pub(super) fn entries(plan: &InForce, news: &News<'_>) -> Option<AnyView> {
    let current = |wanted: &dyn Fn(&Column) -> bool| {
        plan.plan.columns.iter().find(|column| address::is_in_menus(plan, column) && wanted(column))
    };
    let services = current(&|column| column.kind == ColumnKind::Services);
    let letters = current(&|column| column.kind != ColumnKind::Group && column.name.contains("信箱"));
    let documents = current(&|column| column.kind == ColumnKind::Documents);
    let entries: Vec<_> = [
        ("办事指南", IconName::Briefcase, services),
        ("写信咨询", IconName::MessageCircle, letters),
        ("查找文件", IconName::Landmark, documents),
        ("通知公告", IconName::Megaphone, news.notices),
    ]
    .into_iter()
    .filter_map(|(words, icon, column)| {
        let target = Target::of(column?, &plan.plan.site);
        Some(view! {
            <li>
                <a class="quick__entry" href=target.href>
                    <Icon name=icon/>
                    <span>{words}</span>
                </a>
            </li>
        })
    })
    .collect();
    (!entries.is_empty()).then(|| {
        view! { <nav class="quick" aria-label="常用服务"><ul class="quick__list">{entries}</ul></nav> }.into_any()
    })
}
