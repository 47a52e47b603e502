//! What the public items say to an inspection.

use std::collections::{HashMap, HashSet};

use chrono::{Months, NaiveDate};
use domain::{
    assessment::{Amount, Answerable, Decimal, Evidence, EvidenceQuery, MeasureUnit, Measured, Measurement},
    id::ItemCode,
    kind::{Detail, Kind},
    obligation::MatterKind,
    plan::{ColumnCode, ColumnKind, CountsAs, UnitCode},
    time::china_date,
};
use store::publication::PublicRow;

use super::{columns, kinds::PublicItems};
use crate::{
    Cms, Result,
    obligations::{ColumnStanding, Standings},
};

/// Rows that are read at once.
pub(super) const PORTION: i64 = 500;

impl Cms {
    /// `None` for a query that nothing measures yet.
    pub(super) async fn measured_in_content(
        &self,
        measurement: &Measurement,
        standings: &Standings,
        public: &mut PublicItems,
    ) -> Result<Option<Measured>> {
        let today = standings.today;
        let since = measurement.beyond.map(|term| before(today, term));
        let kind = match measurement.query {
            EvidenceQuery::HomeUpdates => {
                return Ok(Some(self.published_since(standings, since.unwrap_or(today)).await?));
            }
            EvidenceQuery::InterviewsHeld => return self.held(standings, CountsAs::Interviews, since).await,
            EvidenceQuery::SurveysHeld => return self.held(standings, CountsAs::Surveys, since).await,
            EvidenceQuery::CommonQuestions => return self.held(standings, CountsAs::CommonQuestions, since).await,
            EvidenceQuery::HotTopicResponses => return self.held(standings, CountsAs::HotTopics, since).await,
            EvidenceQuery::AnnualReports => return self.work_reports_in_time(standings, since).await,
            EvidenceQuery::StatisticsPublished => return self.months_with_statistics(standings, since).await,
            EvidenceQuery::DatasetsOpen => return self.open_datasets(standings).await,
            EvidenceQuery::InstitutionsIncomplete => return self.institutions_incomplete(standings, public).await,
            EvidenceQuery::LeadersIncomplete => return self.leaders_incomplete(standings, public).await,
            EvidenceQuery::AccountsStale => {
                return self.accounts_stale(standings, public, since.unwrap_or(today)).await;
            }
            EvidenceQuery::LatePublications => return Ok(Some(self.late_publications(standings).await?)),
            EvidenceQuery::DocumentsWithoutMetadata
            | EvidenceQuery::DocumentsWithoutInterpretation
            | EvidenceQuery::DocumentsWithoutLink => Kind::PolicyDocument,
            EvidenceQuery::InterpretationsWithoutLink => Kind::Interpretation,
            EvidenceQuery::ReprintsWithoutSource => Kind::Reprint,
            EvidenceQuery::ServiceItems
            | EvidenceQuery::GuidesIncomplete
            | EvidenceQuery::FormsMissing
            | EvidenceQuery::ServicesOffline => Kind::Service,
            _ => return Ok(None),
        };
        let items = public.of_kind(self, kind, standings).await?;
        let of = u32::try_from(items.rows.len()).unwrap_or(u32::MAX);
        let faulty = |says: &dyn Fn(&PublicRow) -> Option<String>| {
            let found = items.rows.iter().filter_map(|row| Some(items.evidence(standings, row, says(row)?)));
            Measured::found_among(of, found.collect())
        };
        Ok(Some(match measurement.query {
            EvidenceQuery::ServiceItems => {
                let mut columns = standings.plan.plan.columns.iter();
                let today = standings.today;
                let column = columns.find(|column| column.kind == ColumnKind::Services && column.takes_items(today));
                let evidence = Evidence {
                    amount: Decimal::whole(of),
                    address: column.map(|column| format!("/c/{}", column.code)),
                    seen_at: Some(standings.at),
                    ..Evidence::of("services", format!("在线办事服务 {of} 项"))
                };
                let unit = column.and_then(|column| lead_of(standings, &column.code));
                let answerable = Answerable { column: column.map(|column| column.code.clone()), unit };
                Measured { answerable, ..Measured::found(vec![evidence]) }
            }
            EvidenceQuery::GuidesIncomplete => {
                let classes = measurement.beyond.map_or(4, whole);
                faulty(&|row| {
                    let Detail::Service(service) = &row.detail else { return None };
                    let missing = service.completeness().missing;
                    (missing.len() >= classes).then(|| format!("“{}”缺少：{}", row.title, missing.join("、")))
                })
            }
            // The page of a guide leads on to where it is handled, if the guide says where.
            EvidenceQuery::ServicesOffline => faulty(&|row| {
                let Detail::Service(service) = &row.detail else { return None };
                service.online.trim().is_empty().then(|| format!("“{}”没有在线办理地址", row.title))
            }),
            EvidenceQuery::FormsMissing => faulty(&|row| {
                let Detail::Service(service) = &row.detail else { return None };
                let lacks = service.completeness().missing.contains(&"空白表和样表");
                lacks.then(|| format!("“{}”没有空白表和样表", row.title))
            }),
            EvidenceQuery::DocumentsWithoutMetadata => faulty(&|row| {
                let Detail::PolicyDocument(document) = &row.detail else { return None };
                let wanted = [
                    ("发文字号", document.document_number.is_empty()),
                    ("索引号", document.index_number.is_empty()),
                    ("发文机关", document.issuer.is_empty()),
                    ("主题分类", document.theme.is_empty()),
                    ("成文日期", document.written_on.is_none()),
                ];
                let missing: Vec<&str> = wanted.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| *name).collect();
                (!missing.is_empty()).then(|| format!("《{}》缺少：{}", row.title, missing.join("、")))
            }),
            EvidenceQuery::DocumentsWithoutInterpretation | EvidenceQuery::DocumentsWithoutLink => {
                let interpretations = public.of_kind(self, Kind::Interpretation, standings).await?;
                let explained: HashSet<&ItemCode> =
                    interpretations.rows.iter().filter_map(|interpretation| interpretation.about.as_ref()).collect();
                let owed = self.owed_interpretations(standings).await?;
                let is_unexplained = |row: &&PublicRow| {
                    let Detail::PolicyDocument(document) = &row.detail else { return false };
                    let recent = since.is_none_or(|since| china_date(row.published_at) >= since);
                    document.needs_interpretation(standings.today) && recent && !explained.contains(&row.code)
                };
                let found = items.rows.iter().filter(is_unexplained).map(|row| {
                    let found = items.evidence(standings, row, format!("《{}》没有相互关联的解读", row.title));
                    match owed.get(&row.code) {
                        Some(owed) => columns::divided(found, standings, owed, owed.standing.lateness),
                        None => found,
                    }
                });
                Measured::found_among(of, found.collect())
            }
            EvidenceQuery::InterpretationsWithoutLink => {
                faulty(&|row| row.about.is_none().then(|| format!("《{}》没有关联所解读的文件", row.title)))
            }
            _ => faulty(&|row| row.source.trim().is_empty().then(|| format!("《{}》没有注明来源", row.title))),
        }))
    }

    /// The duties to explain a document, by the document: whose the days are by which one is over.
    async fn owed_interpretations<'a>(
        &self,
        standings: &'a Standings,
    ) -> Result<HashMap<ItemCode, &'a ColumnStanding>> {
        let mut owed = HashMap::new();
        for duty in &standings.matters {
            let kind = duty.matter.as_ref().map(|matter| &matter.kind);
            let Some(MatterKind::Interpretation { document }) = kind else { continue };
            if let Some(found) = self.inner.store.whereabouts(*document).await? {
                owed.insert(found.code, duty);
            }
        }
        Ok(owed)
    }

    /// What became public from `since` on in all columns, the newest first.
    async fn published_since(&self, standings: &Standings, since: NaiveDate) -> Result<Measured> {
        let columns = standings.plan.plan.columns.iter().filter(|column| column.takes_items(standings.today));
        let columns: Vec<ColumnCode> = columns.map(|column| column.code.clone()).collect();
        let rows = self.inner.store.published_in(&columns, PORTION, 0).await?;
        let recent = rows.iter().take_while(|row| china_date(row.published_at) >= since);
        Ok(Measured::found(recent.map(|row| evidence(standings, row, format!("《{}》", row.title))).collect()))
    }
}

pub(super) fn evidence(standings: &Standings, row: &PublicRow, what: String) -> Evidence {
    let address = Some(format!("/a/{}", row.code));
    Evidence { address, seen_at: Some(row.published_at), ..Evidence::of(row.code.to_string(), what) }
        .answered_for(Some(row.column.clone()), lead_of(standings, &row.column))
}

/// The only unit that is responsible for a column, or the first that leads it.
pub(super) fn lead_of(standings: &Standings, column: &ColumnCode) -> Option<UnitCode> {
    let duties = standings.plan.duties(column)?;
    let only = (duties.responsible.len() == 1).then(|| duties.responsible.first().cloned()).flatten();
    only.or_else(|| duties.first_lead.clone())
}

/// The first day of the term that ends today.
pub(super) fn before(today: NaiveDate, term: Amount) -> NaiveDate {
    let count = u32::try_from(whole(term)).unwrap_or(u32::MAX);
    let days = |days: u32| today.checked_sub_days(chrono::Days::new(u64::from(days)));
    let first = match term.unit {
        MeasureUnit::Months => today.checked_sub_months(Months::new(count)),
        _ => days(count),
    };
    first.unwrap_or(today)
}

fn whole(amount: Amount) -> usize {
    amount.value.to_string().parse().unwrap_or(0)
}
