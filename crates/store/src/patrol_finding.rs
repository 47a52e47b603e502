//! What the patrol has found. A finding is known by its fingerprint; no row is deleted but of what never counted.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::patrol::{FindingCount, FindingFilter, FindingState},
    id::FindingId,
    patrol::{Clock, FaultKind, Finding, Fingerprint, Owner, State, UnitsDuty, Weight},
    plan::{ColumnCode, UnitCode},
};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A finding with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRecord {
    pub id: FindingId,
    pub finding: Finding,
}

/// Whose a finding is and since when, without its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    pub id: FindingId,
    pub owner: Owner,
    pub clock: Option<Clock>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    fingerprint: String,
    standing: String,
    evidence: String,
    owner: String,
    pages: i64,
    started_on: Option<NaiveDate>,
    working_days: i32,
    first_seen: DateTime<Utc>,
    last_seen: DateTime<Utc>,
    returned: i32,
}

impl TryFrom<Row> for FindingRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("patrol_finding", row.id);
        let finding = Finding {
            fingerprint: place.json(&row.fingerprint)?,
            evidence: place.json(&row.evidence)?,
            pages: place.unless(usize::try_from(row.pages).ok(), "pages", "")?,
            owner: place.json(&row.owner)?,
            clock: clock(place, row.started_on, row.working_days)?,
            state: place.json(&row.standing)?,
            first_seen: row.first_seen,
            last_seen: row.last_seen,
            returned: place.unless(u32::try_from(row.returned).ok(), "returned", "")?,
        };
        Ok(Self { id: FindingId::new(row.id), finding })
    }
}

#[derive(FromRow)]
struct OwnedRow {
    id: i64,
    owner: String,
    started_on: Option<NaiveDate>,
    working_days: i32,
}

impl TryFrom<OwnedRow> for Owned {
    type Error = Error;

    fn try_from(row: OwnedRow) -> Result<Self> {
        let place = Place::new("patrol_finding", row.id);
        let clock = clock(place, row.started_on, row.working_days)?;
        Ok(Self { id: FindingId::new(row.id), owner: place.json(&row.owner)?, clock })
    }
}

fn clock(place: Place, started_on: Option<NaiveDate>, working_days: i32) -> Result<Option<Clock>> {
    let working_days = place.unless(u16::try_from(working_days).ok(), "working_days", "")?;
    Ok(started_on.map(|started_on| Clock { started_on, working_days }))
}

fn weight(place: Place, code: &str) -> Result<Weight> {
    place.unless(Weight::ALL.into_iter().find(|weight| weight.code() == code), "weight", code)
}

/// What the table knows a fingerprint by: an index takes no text of any length.
fn key(fingerprint: &Fingerprint) -> String {
    use std::fmt::Write;
    let digest = Sha256::digest(fingerprint.to_string());
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whose findings are wanted: those of a unit under any of its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    pub codes: BTreeSet<UnitCode>,
    /// `None`: whatever it has to do with them.
    pub duty: Option<UnitsDuty>,
}

impl Whose {
    /// The lists of the table in which one of the codes stands.
    const fn lists(&self) -> &'static [&'static str] {
        match self.duty {
            None => &["mends", "leads"],
            Some(UnitsDuty::Mend) => &["mends"],
            Some(UnitsDuty::Lead) => &["leads"],
        }
    }
}

/// `where` of what is wanted, whoever's it is or of one unit, appended to a query: the list, its count, and every number that
/// is as long as the list.
macro_rules! wanted {
    ($head:expr, $filter:expr, $whose:expr) => {{
        let (filter, whose): (&FindingFilter, Option<&Whose>) = ($filter, $whose);
        let mut query = QueryBuilder::new($head);
        query.push(" where state = ").push_bind(filter.state.code());
        if let Some(weight) = filter.weight {
            query.push(" and weight = ").push_bind(weight.code());
        }
        if let Some(kind) = filter.kind {
            query.push(" and kind = ").push_bind(kind.code());
        }
        if let Some(column) = &filter.column {
            query.push(" and column_code = ").push_bind(column.as_str().to_owned());
        }
        if let Some(whose) = whose {
            query.push(" and (1 = 0");
            for (list, code) in whose.lists().iter().flat_map(|list| whose.codes.iter().map(move |code| (list, code))) {
                // Codes are lower-case letters; in quotation marks none is a part of another.
                query.push(format!(" or {list} like ")).push_bind(format!("%\"{code}\"%"));
            }
            query.push(")");
        }
        query
    }};
}

/// The order of the list: the heaviest first, of these the oldest.
macro_rules! in_order {
    () => {
        " order by case weight when 'blocking' then 0 when 'required' then 1 else 2 end, first_seen, id"
    };
}

impl Store {
    /// Everything that is known, for the comparison with a round.
    pub async fn findings(&self) -> Result<Vec<Finding>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(|row| FindingRecord::try_from(row).map(|record| record.finding)).collect()
    }

    /// Those that are to be mended.
    pub async fn open_findings(&self) -> Result<Vec<Finding>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              where state = 'open'
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(|row| FindingRecord::try_from(row).map(|record| record.finding)).collect()
    }

    /// Those that a round has opened, or opened again, and that are to be mended still.
    pub async fn findings_opened_in(&self, round: u32) -> Result<Vec<Finding>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              where state = 'open' and opened_in = $1
              order by id",
        ).bind(i64::from(round)).fetch_all(conn).await)?;
        rows.into_iter().map(|row| FindingRecord::try_from(row).map(|record| record.finding)).collect()
    }

    /// Those of one kind that are to be mended.
    pub async fn open_findings_of(&self, kind: FaultKind) -> Result<Vec<Finding>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              where state = 'open' and kind = $1
              order by id",
        ).bind(kind.code()).fetch_all(conn).await)?;
        rows.into_iter().map(|row| FindingRecord::try_from(row).map(|record| record.finding)).collect()
    }

    pub async fn finding(&self, id: FindingId) -> Result<Option<FindingRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(FindingRecord::try_from).transpose()
    }

    /// Everything of a unit that `filter` asks for, in the order of the list.
    pub async fn findings_of(&self, whose: &Whose, filter: &FindingFilter) -> Result<Vec<Owned>> {
        let rows: Vec<OwnedRow> = on_pool!(self, conn => {
            let head = "select id, owner, started_on, working_days from patrol_finding";
            let mut query = wanted!(head, filter, Some(whose));
            query.push(in_order!());
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(Owned::try_from).collect()
    }

    /// Those of `ids` that are in `state` still, in the order of the list.
    pub async fn findings_among(&self, ids: &[FindingId], state: FindingState) -> Result<Vec<FindingRecord>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(
                "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen,
                        last_seen, returned
                   from patrol_finding
                  where id in (",
            );
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.get());
            }
            query.push(") and state = ").push_bind(state.code());
            query.push(in_order!());
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(FindingRecord::try_from).collect()
    }

    /// What `filter` asks for, of a unit or whoever's it is: `limit` of them after the first `offset` in the order of the
    /// list, and how many there are.
    pub async fn findings_page(
        &self,
        whose: Option<&Whose>,
        filter: &FindingFilter,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<FindingRecord>, i64)> {
        let rows: Vec<Row> = on_pool!(self, conn => {
            let head = "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen,
                               last_seen, returned
                          from patrol_finding";
            let mut query = wanted!(head, filter, whose);
            query.push(in_order!());
            query.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(conn).await
        })?;
        let total: i64 = on_pool!(self, conn => {
            let mut query = wanted!("select count(*) from patrol_finding", filter, whose);
            query.build_query_scalar().fetch_one(conn).await
        })?;
        let records = rows.into_iter().map(FindingRecord::try_from).collect::<Result<_>>()?;
        Ok((records, total))
    }

    /// How many there are of each state and weight.
    pub async fn finding_counts(&self) -> Result<Vec<FindingCount>> {
        let rows: Vec<(String, String, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select state, weight, cast(count(*) as bigint)
               from patrol_finding
              group by state, weight
              order by state, weight",
        ).fetch_all(conn).await)?;
        let place = Place::new("patrol_finding", 0);
        let counts = rows.into_iter().map(|(state, weighs, count)| {
            Ok(FindingCount {
                state: place.unless(FindingState::from_code(&state), "state", &state)?,
                weight: weight(place, &weighs)?,
                count,
            })
        });
        counts.collect()
    }
}

impl Tx {
    /// Adds a finding that nobody knew; `false` when somebody has added it meanwhile.
    pub async fn add_finding(&mut self, finding: &Finding) -> Result<bool> {
        let texts = Texts::of(finding)?;
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into patrol_finding
                    (key, fingerprint, kind, weight, state, standing, evidence, column_code, owner, mends, leads,
                     pages, started_on, working_days, first_seen, last_seen, returned)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
             on conflict do nothing",
        )
        .bind(&texts.key)
        .bind(&texts.fingerprint)
        .bind(finding.fingerprint.kind.code())
        .bind(finding.fingerprint.kind.weight().code())
        .bind(finding.state.code())
        .bind(&texts.standing)
        .bind(&texts.evidence)
        .bind(texts.column)
        .bind(&texts.owner)
        .bind(&texts.mends)
        .bind(&texts.leads)
        .bind(texts.pages)
        .bind(finding.clock.map(|clock| clock.started_on))
        .bind(texts.working_days)
        .bind(finding.first_seen)
        .bind(finding.last_seen)
        .bind(texts.returned)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Writes what a round has seen of a finding that was in state `was`; `false` when somebody has judged it meanwhile,
    /// and then nothing changes.
    pub async fn change_finding(&mut self, was: &State, finding: &Finding) -> Result<bool> {
        let (texts, was) = (Texts::of(finding)?, serde_json::to_string(was)?);
        let rows = on_tx!(self, conn => sqlx::query(
            "update patrol_finding
                set state = $3, standing = $4, evidence = $5, column_code = $6, owner = $7, mends = $8, leads = $9,
                    pages = $10, started_on = $11, working_days = $12, first_seen = $13, last_seen = $14, returned = $15
              where key = $1 and standing = $2",
        )
        .bind(&texts.key)
        .bind(&was)
        .bind(finding.state.code())
        .bind(&texts.standing)
        .bind(&texts.evidence)
        .bind(texts.column)
        .bind(&texts.owner)
        .bind(&texts.mends)
        .bind(&texts.leads)
        .bind(texts.pages)
        .bind(finding.clock.map(|clock| clock.started_on))
        .bind(texts.working_days)
        .bind(finding.first_seen)
        .bind(finding.last_seen)
        .bind(texts.returned)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Notes that `round` has opened a finding, or opened it again.
    pub async fn note_opened(&mut self, fingerprint: &Fingerprint, round: u32) -> Result<()> {
        on_tx!(self, conn => sqlx::query("update patrol_finding set opened_in = $2 where key = $1")
            .bind(key(fingerprint))
            .bind(i64::from(round))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets what was suspected and has never counted.
    pub async fn forget_suspicion(&mut self, fingerprint: &Fingerprint) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from patrol_finding where key = $1 and state = 'suspected'")
            .bind(key(fingerprint))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}

/// A finding in the words of the table.
struct Texts<'a> {
    key: String,
    fingerprint: String,
    standing: String,
    evidence: String,
    column: &'a str,
    owner: String,
    mends: String,
    leads: String,
    pages: i64,
    working_days: i32,
    returned: i32,
}

impl<'a> Texts<'a> {
    fn of(finding: &'a Finding) -> Result<Self> {
        let nobody = BTreeSet::new();
        let (column, mends, leads) = match &finding.owner {
            Owner::Column { column, responsible, leads } => (Some(column), responsible, leads),
            Owner::PortalOffice => (finding.evidence.column.as_ref(), &nobody, &nobody),
        };
        Ok(Self {
            key: key(&finding.fingerprint),
            fingerprint: serde_json::to_string(&finding.fingerprint)?,
            standing: serde_json::to_string(&finding.state)?,
            evidence: serde_json::to_string(&finding.evidence)?,
            column: column.map(ColumnCode::as_str).unwrap_or_default(),
            owner: serde_json::to_string(&finding.owner)?,
            mends: serde_json::to_string(mends)?,
            leads: serde_json::to_string(leads)?,
            pages: i64::try_from(finding.pages).unwrap_or(i64::MAX),
            working_days: finding.clock.map_or(0, |clock| i32::from(clock.working_days)),
            returned: i32::try_from(finding.returned).unwrap_or(i32::MAX),
        })
    }
}
