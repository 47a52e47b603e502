//! Where the mail of each unit goes.

use domain::{plan::UnitCode, reminder::Contact};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

#[derive(FromRow)]
struct Row {
    unit: String,
    is_head: bool,
    address: String,
    login: String,
}

impl Store {
    /// Every address, with its unit and whether it is the head's.
    pub async fn unit_contacts(&self) -> Result<Vec<(UnitCode, bool, Contact)>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select unit, is_head, address, login
               from unit_contact
              order by unit, is_head, address",
        ).fetch_all(conn).await)?;
        let place = Place::new("unit_contact", 0);
        rows.into_iter()
            .map(|row| {
                Ok((place.unit_code(&row.unit)?, row.is_head, Contact { address: row.address, login: row.login }))
            })
            .collect()
    }

    /// Where a unit's mail goes now: its own addresses, and those of people whose account is neither locked nor closed.
    pub async fn mail_addresses(&self, unit: &UnitCode, is_head: bool) -> Result<Vec<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select c.address
               from unit_contact c
               left join account a on a.login = c.login
              where c.unit = $1 and c.is_head = $2 and (c.login = '' or a.state = 'active')
              order by c.address",
        ).bind(unit.as_str()).bind(is_head).fetch_all(conn).await)?)
    }
}

impl Tx {
    /// Puts `contacts` in the place of all that the unit, or its head, had.
    pub async fn set_unit_contacts(&mut self, unit: &UnitCode, is_head: bool, contacts: &[Contact]) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from unit_contact where unit = $1 and is_head = $2")
            .bind(unit.as_str())
            .bind(is_head)
            .execute(conn)
            .await
            .map(drop))?;
        for contact in contacts {
            on_tx!(self, conn => sqlx::query(
                "insert into unit_contact (unit, is_head, address, login)
                 values ($1, $2, $3, $4)",
            )
            .bind(unit.as_str())
            .bind(is_head)
            .bind(&contact.address)
            .bind(&contact.login)
            .execute(conn)
            .await
            .map(drop))?;
        }
        Ok(())
    }
}
