//! Filters in the address: what a list shows can be bookmarked, sent to a colleague, and survives going back.

use std::str::FromStr;

use chrono::NaiveDate;
use domain::{
    desk::{
        content::ItemFilter,
        log::LogFilter,
        reports::ReportFilter,
        reprints::{ProposalFilter, ProposalState},
    },
    event::SubjectKind,
    feedback::{ReportKind, ReportState},
    plan::{ColumnCode, UnitCode},
    workflow::Stage,
};
use leptos::prelude::*;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};

/// The item, topic or case that the address names; `None` for one that names none.
pub(super) fn named_in_address<I: FromStr + PartialEq + Send + Sync + 'static>() -> Memo<Option<I>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()))
}

pub(super) fn item_filter() -> Memo<ItemFilter> {
    let query = use_query_map();
    Memo::new(move |_| read_item_filter(&query.read()))
}

fn read_item_filter(query: &ParamsMap) -> ItemFilter {
    let text = |key| query.get_str(key).unwrap_or_default().trim();
    ItemFilter {
        column: ColumnCode::parse(text("column")),
        unit: UnitCode::parse(text("unit")),
        stage: Stage::from_code(text("stage")),
        words: text("words").to_owned(),
        page: page(query),
    }
}

fn page(query: &ParamsMap) -> i64 {
    query.get_str("page").and_then(|page| page.parse().ok()).filter(|page| *page >= 1).unwrap_or(1)
}

/// The filter as pairs of a query, without the page; what is empty is left out.
pub(super) fn item_query(filter: &ItemFilter) -> Vec<(String, String)> {
    pairs([
        ("words", filter.words.clone()),
        ("column", filter.column.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("unit", filter.unit.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("stage", filter.stage.map(|stage| stage.code().to_owned()).unwrap_or_default()),
    ])
}

pub(super) fn proposal_filter() -> Memo<ProposalFilter> {
    let query = use_query_map();
    Memo::new(move |_| read_proposal_filter(&query.read()))
}

fn read_proposal_filter(query: &ParamsMap) -> ProposalFilter {
    let text = |key| query.get_str(key).unwrap_or_default().trim();
    ProposalFilter {
        state: ProposalState::from_code(text("state")).unwrap_or_default(),
        source: text("source").parse().ok(),
        column: ColumnCode::parse(text("column")),
        words: text("words").to_owned(),
        page: page(query),
    }
}

pub(super) fn proposal_query(filter: &ProposalFilter) -> Vec<(String, String)> {
    let state = Some(filter.state).filter(|state| *state != ProposalState::Open);
    pairs([
        ("words", filter.words.clone()),
        ("state", state.map(|state| state.code().to_owned()).unwrap_or_default()),
        ("source", filter.source.map(|id| id.to_string()).unwrap_or_default()),
        ("column", filter.column.as_ref().map(ToString::to_string).unwrap_or_default()),
    ])
}

pub(super) fn log_filter() -> Memo<LogFilter> {
    let query = use_query_map();
    Memo::new(move |_| read_log_filter(&query.read()))
}

fn read_log_filter(query: &ParamsMap) -> LogFilter {
    let text = |key| query.get_str(key).unwrap_or_default().trim();
    let day = |key| text(key).parse::<NaiveDate>().ok();
    LogFilter {
        actor: text("actor").to_owned(),
        action: text("action").to_owned(),
        subject_kind: SubjectKind::from_code(text("kind")),
        subject: text("subject").to_owned(),
        from: day("from"),
        to: day("to"),
        page: page(query),
    }
}

pub(super) fn log_query(filter: &LogFilter) -> Vec<(String, String)> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    pairs([
        ("actor", filter.actor.clone()),
        ("action", filter.action.clone()),
        ("kind", filter.subject_kind.map(|kind| kind.code().to_owned()).unwrap_or_default()),
        ("subject", filter.subject.clone()),
        ("from", day(filter.from)),
        ("to", day(filter.to)),
    ])
}

pub(super) fn report_filter() -> Memo<ReportFilter> {
    let query = use_query_map();
    Memo::new(move |_| read_report_filter(&query.read()))
}

fn read_report_filter(query: &ParamsMap) -> ReportFilter {
    let text = |key| query.get_str(key).unwrap_or_default().trim();
    ReportFilter {
        state: ReportState::from_code(text("state")),
        column: ColumnCode::parse(text("column")),
        kind: ReportKind::from_code(text("kind")),
        words: text("words").to_owned(),
        page: page(query),
    }
}

pub(super) fn report_query(filter: &ReportFilter) -> Vec<(String, String)> {
    pairs([
        ("words", filter.words.clone()),
        ("column", filter.column.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("kind", filter.kind.map(|kind| kind.code().to_owned()).unwrap_or_default()),
        ("state", filter.state.map(|state| state.code().to_owned()).unwrap_or_default()),
    ])
}

fn pairs<const N: usize>(pairs: [(&str, String); N]) -> Vec<(String, String)> {
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_comes_back_from_its_address() {
        let filter = ItemFilter {
            column: ColumnCode::parse("tzgg"),
            unit: None,
            stage: Some(Stage::InReview),
            words: "住房 保障".into(),
            page: 1,
        };
        let query: ParamsMap = item_query(&filter).into_iter().collect();
        assert_eq!(read_item_filter(&query), filter);
    }

    #[test]
    fn a_filter_of_proposals_comes_back_from_its_address() {
        let filter = ProposalFilter {
            state: ProposalState::Dismissed,
            source: Some(domain::id::ReprintSourceId::new(7)),
            column: ColumnCode::parse("sjzyxx"),
            words: "国务院".into(),
            page: 1,
        };
        let query: ParamsMap = proposal_query(&filter).into_iter().collect();
        assert_eq!(read_proposal_filter(&query), filter);
        assert!(proposal_query(&ProposalFilter::default()).is_empty());
    }

    #[test]
    fn a_filter_of_reports_comes_back_from_its_address() {
        let filter = ReportFilter {
            state: Some(ReportState::InHand),
            column: ColumnCode::parse("tzgg"),
            kind: Some(ReportKind::DeadLink),
            words: "招生".into(),
            page: 1,
        };
        let query: ParamsMap = report_query(&filter).into_iter().collect();
        assert_eq!(read_report_filter(&query), filter);
    }

    #[test]
    fn a_mistyped_address_shows_everything() {
        let query: ParamsMap = [("page", "-3"), ("stage", "nonsense"), ("column", "ÄÖ")].into_iter().collect();
        assert_eq!(read_item_filter(&query), ItemFilter { page: 1, ..ItemFilter::default() });
    }
}
