//! The home page of elder mode: what elders come for, what is announced, whom to call.

use cms::Cms;
use domain::plan::{Column, InForce};
use leptos::prelude::*;

use super::{leaves, telephone, tile};
use crate::portal::{
    address,
    item_list::{ItemList, Room},
    layout::{self, Frame, Here},
    preview::Preview,
    structured::{About, Thing},
    tags::PageTitle,
};
use crate::ui::{ButtonKind, ButtonLink, IconName};

/// What elders come for, in the words that plans have for it, the most asked for first.
const WANTED: [&str; 14] = [
    "养老",
    "老年",
    "医疗",
    "医保",
    "卫生",
    "社会保险",
    "社保",
    "福利",
    "救助",
    "残疾",
    "住房",
    "户籍",
    "交通",
    "扶贫",
];
/// Two rows of three.
const MOST: usize = 6;
/// Lines of notices.
const LINES: i64 = 5;

/// `notices` is the column of notices that the ordinary home page shows, `preview` what that page says of itself.
pub(in crate::portal) async fn home(
    cms: &Cms,
    plan: &InForce,
    notices: Option<&Column>,
    preview: Preview,
) -> cms::Result<AnyView> {
    let site = plan.plan.site.clone();
    let wanted: Vec<_> = wanted(plan).into_iter().map(|column| tile(plan, column, None).into_any()).collect();
    let services = (!wanted.is_empty()).then(|| {
        view! {
            <section class="elder-part">
                <h2 class="elder-title">"常用服务"</h2>
                <ul class="tiles">{wanted}</ul>
            </section>
        }
    });
    let notices = match notices {
        Some(column) => announced(cms, column).await?,
        None => ().into_any(),
    };
    let telephones = telephone::section(&site);
    Ok(view! {
        <PageTitle page="" site=site.clone() preview/>
        <About thing=Thing::site(&site)/>
        <Frame here=Here::Home>
            <h1 class="visually-hidden">{format!("{}（长者版）", site.name)}</h1>
            <div class="elder-home">
                {services}
                {notices}
                {telephones}
            </div>
        </Frame>
    }
    .into_any())
}

/// The columns that elders come for: those of the services first, then those that inform.
fn wanted(plan: &InForce) -> Vec<&Column> {
    let (services, others): (Vec<&Column>, Vec<&Column>) =
        layout::channels(plan).partition(|channel| channel.name.contains("办事") || channel.name.contains("服务"));
    let mut found: Vec<&Column> = Vec::new();
    for channels in [services, others] {
        let columns: Vec<&Column> = channels.into_iter().flat_map(|channel| leaves(plan, channel)).collect();
        for word in WANTED {
            for column in columns.iter().copied().filter(|column| column.name.contains(word)) {
                if !found.iter().any(|known| known.code == column.code) {
                    found.push(column);
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

async fn announced(cms: &Cms, column: &Column) -> cms::Result<AnyView> {
    let rows = cms.latest(std::slice::from_ref(&column.code), LINES).await?;
    if rows.is_empty() {
        return Ok(().into_any());
    }
    Ok(view! {
        <section class="elder-part">
            <h2 class="elder-title">{column.name.clone()}</h2>
            <ItemList rows room=Room::Ample/>
            <p class="elder-more">
                <ButtonLink href=address::column_page(&column.code) kind=ButtonKind::Secondary icon=IconName::ChevronRight>
                    {format!("查看全部{}", column.name)}
                </ButtonLink>
            </p>
        </section>
    }
    .into_any())
}

#[cfg(test)]
mod tests {
    use domain::plan::Plan;
    use testkit::PLAN;

    use super::*;

    fn names(plan: &str) -> Vec<String> {
        let plan = Plan::from_toml(plan).expect("a valid plan");
        let in_force = plan.in_force("2026-11-24".parse().expect("a day"));
        wanted(&in_force).into_iter().map(|column| column.name.clone()).collect()
    }

    #[test]
    fn services_come_before_what_informs() {
        let found = names(PLAN);
        assert_eq!(found[..3], ["医疗卫生", "社会福利", "保障性住房"]);
        assert_eq!(found.len(), MOST, "{found:?}");
    }

    #[test]
    fn a_plan_without_such_columns_has_none() {
        assert!(names("title = \"示例县方案\"\neffective_on = 2024-01-01\n\n[site]\n").is_empty());
    }
}
