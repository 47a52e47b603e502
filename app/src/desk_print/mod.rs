//! Forms on paper: 发布审定单 (附件1) of an item, 账号审定单 (附件2) of an account request, 自查自评报告 of an assessment. A4,
//! rendered by the server.

mod account;
mod approval;
mod assessment;

use chrono::NaiveDate;
use domain::{
    id::{AccountRequestId, FrozenId, ItemId},
    plan::Site,
};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    ui::{Banner, Tone},
};

/// What an address under `/desk/print` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Approval(ItemId),
    Account(AccountRequestId),
    /// Rule set and day.
    Assessment(String, NaiveDate),
    Frozen(FrozenId),
}

fn wanted(path: &str) -> Option<Wanted> {
    let (kind, number) = path.strip_prefix("/desk/print/")?.split_once('/')?;
    match kind {
        "items" => Some(Wanted::Approval(number.parse().ok()?)),
        "account-requests" => Some(Wanted::Account(number.parse().ok()?)),
        "assessment" => {
            let (rules, day) = number.split_once('/')?;
            Some(Wanted::Assessment(rules.to_owned(), day.parse().ok()?))
        }
        "assessment-sheets" => Some(Wanted::Frozen(number.parse().ok()?)),
        _ => None,
    }
}

#[component]
pub fn PrintPage(path: String) -> impl IntoView {
    let sheet = move || {
        let wanted = wanted(&path);
        Suspend::new(async move {
            match sheet(wanted).await {
                Ok(view) => view,
                Err(error) => view! {
                    <Banner tone=Tone::Danger>
                        <p>{error.to_string()}</p>
                    </Banner>
                }
                .into_any(),
            }
        })
    };
    view! {
        <main class="paper" id="main">
            <p class="paper__tools screen-only">
                <button type="button" class="button button--primary" data-print hidden>"打印"</button>
                <a href="/desk">"返回工作台"</a>
            </p>
            <Suspense>{sheet}</Suspense>
        </main>
    }
}

async fn sheet(wanted: Option<Wanted>) -> Result<AnyView, ApiError> {
    let (cms, ctx) = crate::api::context()?;
    let site = cms.plan().plan.site.clone();
    Ok(match wanted.ok_or(cms::Error::NotFound)? {
        Wanted::Approval(item) => {
            approval::sheet(title(&site, "信息发布审定单"), cms.approval_form(&ctx, item).await?).into_any()
        }
        Wanted::Account(request) => {
            account::sheet(title(&site, "管理员账号审定单"), cms.account_request(&ctx, request).await?).into_any()
        }
        Wanted::Assessment(rules, day) => {
            assessment::sheet(title(&site, "自查自评报告"), cms.assessment_report(&ctx, &rules, Some(day)).await?)
                .into_any()
        }
        Wanted::Frozen(id) => {
            assessment::sheet(title(&site, "自查自评报告"), cms.frozen_report(&ctx, id).await?).into_any()
        }
    })
}

/// The name of a form as the county's plan prints it (附件1, 附件2).
fn title(site: &Site, form: &str) -> String {
    format!("{}政府门户网站{form}", site.county)
}

/// A row of a form: name and value.
fn line(term: &'static str, value: impl Into<String>) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{term}</th>
            <td>{value.into()}</td>
        </tr>
    }
}

/// A table of the form: what its columns are, and a row for each thing.
fn table(headings: &[&'static str], rows: impl IntoView) -> impl IntoView {
    let headings = headings.iter().map(|heading| view! { <th scope="col">{*heading}</th> }).collect_view();
    view! {
        <table class="paper__form">
            <thead>
                <tr>{headings}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_form() {
        assert_eq!(wanted("/desk/print/items/12"), Some(Wanted::Approval(ItemId::new(12))));
        assert_eq!(wanted("/desk/print/account-requests/3"), Some(Wanted::Account(AccountRequestId::new(3))));
        assert_eq!(wanted("/desk/print/assessment-sheets/3"), Some(Wanted::Frozen(FrozenId::new(3))));
        let day = "2026-11-24".parse().ok().map(|day| Wanted::Assessment("national-2019".into(), day));
        assert_eq!(wanted("/desk/print/assessment/national-2019/2026-11-24"), day);
        assert_eq!(wanted("/desk/print/assessment/national-2019/today"), None);
        assert_eq!(wanted("/desk/print/items/x"), None);
        assert_eq!(wanted("/desk/print/secrets/1"), None);
    }

    #[test]
    fn a_form_bears_the_name_of_its_county() {
        let site = Site { county: "示例县".into(), ..Site::default() };
        assert_eq!(title(&site, "信息发布审定单"), "示例县政府门户网站信息发布审定单");
    }
}
