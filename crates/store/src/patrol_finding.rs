//! What the patrol has found. A finding is known by its fingerprint; no row is deleted but of what never counted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::patrol::{FindingCount, FindingFilter, FindingState},
    id::FindingId,
    patrol::{Clock, FaultKind, Finding, Fingerprint, Owner, State, Weight},
    plan::{ColumnCode, UnitCode},
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;

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
    weight: String,
    first_seen: DateTime<Utc>,
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

/// As `like` finds a unit in the list of a finding's. Codes are lower-case letters; in quotation marks none is a part of
/// another.
fn in_list(unit: &UnitCode) -> String {
    format!("%\"{unit}\"%")
}

/// The filter of the list and its count, whoever's the findings are: `$1` state, `$2` weight, `$3` kind, `$4` column.
macro_rules! wanted {
    () => {
        " where state = $1
            and ($2 is null or weight = $2)
            and ($3 is null or kind = $3)
            and ($4 is null or column_code = $4)"
    };
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

    /// What `filter` asks for in the columns that any of `codes` writes for or leads, in the order of the list. Which of the
    /// two it does, its owner says.
    pub async fn findings_naming(&self, codes: &BTreeSet<UnitCode>, filter: &FindingFilter) -> Result<Vec<Owned>> {
        let mut found = BTreeMap::new();
        for code in codes {
            let rows: Vec<OwnedRow> = on_pool!(self, conn => sqlx::query_as(concat!(
                "select id, owner, started_on, working_days, weight, first_seen
                   from patrol_finding",
                wanted!(),
                " and units like $5",
            ))
            .bind(filter.state.code())
            .bind(filter.weight.map(Weight::code))
            .bind(filter.kind.map(FaultKind::code))
            .bind(filter.column.as_ref().map(ColumnCode::as_str))
            .bind(in_list(code))
            .fetch_all(conn)
            .await)?;
            for row in rows {
                // As `in_order` has it.
                let weight = weight(Place::new("patrol_finding", row.id), &row.weight)?;
                found.insert((weight, row.first_seen, row.id), Owned::try_from(row)?);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Those of `ids` that are in `state` still, in the order of the list.
    pub async fn findings_among(&self, ids: &[FindingId], state: FindingState) -> Result<Vec<FindingRecord>> {
        let list = ids.iter().fold(String::from(","), |list, id| format!("{list}{id},"));
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding
              where state = $1 and $2 like '%,' || cast(id as text) || ',%'",
            in_order!(),
        ))
        .bind(state.code())
        .bind(&list)
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(FindingRecord::try_from).collect()
    }

    /// A page of the list, whoever's the findings are, and how many there are.
    pub async fn findings_page(&self, filter: &FindingFilter, size: i64) -> Result<(Vec<FindingRecord>, i64)> {
        let (state, weight) = (filter.state.code(), filter.weight.map(Weight::code));
        let (kind, column) = (filter.kind.map(FaultKind::code), filter.column.as_ref().map(ColumnCode::as_str));
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            "select id, fingerprint, standing, evidence, owner, pages, started_on, working_days, first_seen, last_seen,
                    returned
               from patrol_finding",
            wanted!(),
            in_order!(),
            " limit $5 offset $6",
        ))
        .bind(state)
        .bind(weight)
        .bind(kind)
        .bind(column)
        .bind(size)
        .bind((filter.page.max(1) - 1).saturating_mul(size))
        .fetch_all(conn)
        .await)?;
        let total: i64 = on_pool!(self, conn => sqlx::query_scalar(concat!(
            "select count(*) from patrol_finding", wanted!()
        ))
        .bind(state)
        .bind(weight)
        .bind(kind)
        .bind(column)
        .fetch_one(conn)
        .await)?;
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
                    (key, fingerprint, kind, weight, state, standing, evidence, column_code, owner, units, pages,
                     started_on, working_days, first_seen, last_seen, returned)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
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
        .bind(&texts.units)
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
                set state = $3, standing = $4, evidence = $5, column_code = $6, owner = $7, units = $8, pages = $9,
                    started_on = $10, working_days = $11, first_seen = $12, last_seen = $13, returned = $14
              where key = $1 and standing = $2",
        )
        .bind(&texts.key)
        .bind(&was)
        .bind(finding.state.code())
        .bind(&texts.standing)
        .bind(&texts.evidence)
        .bind(texts.column)
        .bind(&texts.owner)
        .bind(&texts.units)
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
    units: String,
    pages: i64,
    working_days: i32,
    returned: i32,
}

impl<'a> Texts<'a> {
    fn of(finding: &'a Finding) -> Result<Self> {
        let (column, units) = match &finding.owner {
            Owner::Column { column, responsible, leads } => (Some(column), responsible.union(leads).collect()),
            Owner::PortalOffice => (finding.evidence.column.as_ref(), Vec::new()),
        };
        Ok(Self {
            key: key(&finding.fingerprint),
            fingerprint: serde_json::to_string(&finding.fingerprint)?,
            standing: serde_json::to_string(&finding.state)?,
            evidence: serde_json::to_string(&finding.evidence)?,
            column: column.map(ColumnCode::as_str).unwrap_or_default(),
            owner: serde_json::to_string(&finding.owner)?,
            units: serde_json::to_string(&units)?,
            pages: i64::try_from(finding.pages).unwrap_or(i64::MAX),
            working_days: finding.clock.map_or(0, |clock| i32::from(clock.working_days)),
            returned: i32::try_from(finding.returned).unwrap_or(i32::MAX),
        })
    }
}
