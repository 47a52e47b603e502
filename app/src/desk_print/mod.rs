//! Forms and letters on paper: 发布审定单 (附件1) of an item, 账号审定单 (附件2) of an account request, 整改通知书 and 整改回复 of
//! a case, 自查自评报告 of an assessment, 月度巡查表 of a unit and the table of all units, and the portal's work report. A4,
//! rendered by the server.

mod account;
mod approval;
mod assessment;
mod cases;
mod round;
mod round_matrix;
mod work_report;

use chrono::NaiveDate;
use domain::{
    desk::rounds::RoundFilter,
    id::{AccountRequestId, CaseId, FrozenId, ItemId},
    plan::{Site, UnitCode},
    round::Month,
    work_report::Period,
};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    ui::{Banner, Tone},
};

/// What an address of a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// Of a revision; `None`: of the public one, or the newest.
    Approval(ItemId, Option<i32>),
    Account(AccountRequestId),
    Round(UnitCode, Month),
    /// All units, of the year and with the filters of the query.
    Rounds(RoundFilter),
    /// `None`: of this year.
    WorkReport(Option<Period>),
    Case(CaseId),
    CaseReply(CaseId),
    /// Rule set and day.
    Assessment(String, NaiveDate),
    Frozen(FrozenId),
}

fn wanted(path: &str, query: &str) -> Option<Wanted> {
    if path == "/desk/work-report" {
        return Period::asked(value(query, "year"), value(query, "quarter")).ok().map(Wanted::WorkReport);
    }
    let page = path.strip_prefix("/desk/print/")?;
    if page == "rounds" {
        return Some(Wanted::Rounds(round_matrix::filter(query)));
    }
    let (kind, number) = page.split_once('/')?;
    match kind {
        "items" => {
            let revision = match value(query, "revision") {
                "" => None,
                revision => Some(revision.parse().ok()?),
            };
            Some(Wanted::Approval(number.parse().ok()?, revision))
        }
        "account-requests" => Some(Wanted::Account(number.parse().ok()?)),
        "rounds" => {
            let (unit, month) = number.split_once('/')?;
            Some(Wanted::Round(UnitCode::parse(unit)?, Month::parse(month)?))
        }
        "cases" => Some(Wanted::Case(number.parse().ok()?)),
        "case-replies" => Some(Wanted::CaseReply(number.parse().ok()?)),
        "assessment" => {
            let (rules, day) = number.split_once('/')?;
            Some(Wanted::Assessment(rules.to_owned(), day.parse().ok()?))
        }
        "assessment-sheets" => Some(Wanted::Frozen(number.parse().ok()?)),
        _ => None,
    }
}

#[component]
pub fn PrintPage(path: String, query: String) -> impl IntoView {
    let sheet = move || {
        let wanted = wanted(&path, &query);
        Suspend::new(async move {
            match sheet(wanted).await {
                Ok(view) => view,
                Err(error) => view! {
                    <h1 class="paper__title">"不能打印"</h1>
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
        Wanted::Approval(item, revision) => {
            let form = cms.approval_form(&ctx, item, revision).await?;
            approval::sheet(title(&site, "信息发布审定单"), form).into_any()
        }
        Wanted::Account(request) => {
            account::sheet(title(&site, "管理员账号审定单"), cms.account_request(&ctx, request).await?).into_any()
        }
        Wanted::Round(unit, month) => {
            round::sheet(title(&site, "月度巡查表"), cms.round_sheet(&ctx, &unit, month).await?, cms.now()).into_any()
        }
        Wanted::Rounds(filter) => {
            let matrix = cms.round_matrix(&ctx, &filter).await?;
            round_matrix::sheet(title(&site, "各单位月度巡查情况"), matrix, &filter).into_any()
        }
        Wanted::WorkReport(period) => {
            let report = cms.work_report(&ctx, period).await?;
            work_report::sheet(report, cms.today()).into_any()
        }
        Wanted::Case(case) => cases::notice(title(&site, "整改通知书"), cms.case_sheet(&ctx, case).await?).into_any(),
        Wanted::CaseReply(case) => cases::reply(title(&site, "整改回复"), cms.case_sheet(&ctx, case).await?)?,
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

/// What the query says of `name`; empty when it says nothing.
fn value<'a>(query: &'a str, name: &str) -> &'a str {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next_back().unwrap_or_default()
}

/// A choice of a filter.
fn option(value: String, label: String, chosen: bool) -> impl IntoView {
    view! { <option value=value selected=chosen>{label}</option> }
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
        let wanted = |path| wanted(path, "");
        assert_eq!(wanted("/desk/print/items/12"), Some(Wanted::Approval(ItemId::new(12), None)));
        let second = super::wanted("/desk/print/items/12", "revision=2");
        assert_eq!(second, Some(Wanted::Approval(ItemId::new(12), Some(2))));
        assert_eq!(super::wanted("/desk/print/items/12", "revision=x"), None);
        assert_eq!(wanted("/desk/print/account-requests/3"), Some(Wanted::Account(AccountRequestId::new(3))));
        let round = UnitCode::parse("jyj").zip(Month::parse("2026-11")).map(|(unit, month)| Wanted::Round(unit, month));
        assert_eq!(wanted("/desk/print/rounds/jyj/2026-11"), round);
        assert_eq!(wanted("/desk/print/rounds"), Some(Wanted::Rounds(RoundFilter::default())));
        let quarter = super::wanted("/desk/work-report", "year=2026&quarter=3");
        assert_eq!(quarter, Some(Wanted::WorkReport(Period::parse("2026", "3"))));
        for nothing in ["", "year=&quarter="] {
            assert_eq!(super::wanted("/desk/work-report", nothing), Some(Wanted::WorkReport(None)), "{nothing}");
        }
        for wrong in ["year=x", "year=2026&quarter=5", "quarter=3"] {
            assert_eq!(super::wanted("/desk/work-report", wrong), None, "{wrong}");
        }
        for nothing in ["/desk/print/items/x", "/desk/print/secrets/1", "/desk/print/rounds/jyj/2026-13"] {
            assert_eq!(wanted(nothing), None, "{nothing}");
        }
        assert_eq!(wanted("/desk/print/cases/7"), Some(Wanted::Case(CaseId::new(7))));
        assert_eq!(wanted("/desk/print/case-replies/7"), Some(Wanted::CaseReply(CaseId::new(7))));
        assert_eq!(wanted("/desk/print/assessment-sheets/3"), Some(Wanted::Frozen(FrozenId::new(3))));
        let day = "2026-11-24".parse().ok().map(|day| Wanted::Assessment("national-2019".into(), day));
        assert_eq!(wanted("/desk/print/assessment/national-2019/2026-11-24"), day);
        assert_eq!(wanted("/desk/print/assessment/national-2019/today"), None);
    }

    #[test]
    fn a_form_bears_the_name_of_its_county() {
        let site = Site { county: "示例县".into(), ..Site::default() };
        assert_eq!(title(&site, "信息发布审定单"), "示例县政府门户网站信息发布审定单");
    }
}
