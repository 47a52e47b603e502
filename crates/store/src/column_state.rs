//! How columns stood at the end of each day: the trend of the county board.

use chrono::NaiveDate;
use domain::{obligation::State, plan::ColumnCode};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// How many columns stood in a state on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    pub day: NaiveDate,
    pub state: State,
    pub count: i64,
}

#[derive(FromRow)]
struct Row {
    day: NaiveDate,
    state: String,
    count: i64,
}

impl Store {
    /// By day and state from `from` on, oldest first.
    pub async fn column_states_since(&self, from: NaiveDate) -> Result<Vec<DayCount>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select day, state, cast(count(*) as bigint) as count
               from column_state
              where day >= $1
              group by day, state
              order by day, state",
        ).bind(from).fetch_all(conn).await)?;
        let place = Place::new("column_state", 0);
        let read = |row: Row| {
            let state = place.unless(State::from_code(&row.state), "state", &row.state)?;
            Ok(DayCount { day: row.day, state, count: row.count })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Writes how a column stands on `day`, in the place of what was written earlier that day.
    pub async fn put_column_state(&mut self, day: NaiveDate, column: &ColumnCode, state: State) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into column_state (day, column_code, state)
             values ($1, $2, $3)
             on conflict (day, column_code) do update set state = excluded.state",
        )
        .bind(day)
        .bind(column.as_str())
        .bind(state.code())
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
