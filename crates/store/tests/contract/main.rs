//! Every method of the store, on both databases. `coverage` fails when one is missing.
//!
//! `store_test!(name, |store| async move { … })` makes two tests: on SQLite, and on PostgreSQL when
//! `TEST_DATABASE_URL` is set, as it always is in `make test`.

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod account;
mod article_parts;
mod assessment;
mod backup;
mod chain;
mod clock;
mod content;
mod coverage;
mod delegation;
mod index_number;
mod index_number_blanks;
mod log;
mod login_attempt;
mod matter;
mod old_address;
mod patrol;
mod plan_version;
mod probe;
mod publication;
mod rectification;
mod register;
mod reminder;
mod replaced_text;
mod report;
mod reprint;
mod request;
mod session;
mod site_index;
mod site_switch;
mod topic;
mod unit_round;
mod wall_address;
mod work_report;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::{account::Role, id::AccountId, plan::UnitCode};
use secrecy::SecretString;
use store::{Store, Tx, account::NewAccount};

/// One test for each database; the body gets the open [`Store`] and a [`store::testing::TestDatabase`] around it.
#[macro_export]
macro_rules! store_test {
    ($name:ident, |$store:ident| $body:expr) => {
        mod $name {
            use super::*;

            async fn contract($store: store::Store) {
                $body.await;
            }

            #[tokio::test]
            async fn sqlite() {
                let database = store::testing::TestDatabase::sqlite().await;
                contract(database.store.clone()).await;
                database.remove().await;
            }

            #[tokio::test]
            async fn postgres() {
                let Some(database) = store::testing::TestDatabase::postgres().await else {
                    println!("{} is not set", store::testing::TEST_DATABASE_URL);
                    return;
                };
                contract(database.store.clone()).await;
                database.remove().await;
            }
        }
    };
}

/// Nine in the morning of 24 November 2026 in China, and so many minutes later.
fn at(minutes: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap() + chrono::TimeDelta::minutes(minutes)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

async fn begin(store: &Store) -> Tx {
    store.begin().await.unwrap()
}

/// Opens an account whose password hash is `hash of {login}`.
async fn open_account(store: &Store, login: &str, role: Role) -> AccountId {
    let mut tx = begin(store).await;
    let new = NewAccount {
        login,
        name: &format!("{login} 的姓名"),
        role,
        unit: &unit("zwb"),
        phone: "13800138000",
        password_hash: &secret(&format!("hash of {login}")),
        must_change_password: true,
        created_at: at(0),
    };
    let id = tx.create_account(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}
