//! How long the reminders of one morning take for a hundred units, on SQLite and, with `TEST_DATABASE_URL`, on PostgreSQL.
//!
//! `scripts/postgres.sh cargo run --locked --release --package cms --example hundred_units` prints seconds. Each unit has
//! five blank columns and two addresses: the worst first morning that there is.

#![expect(clippy::unwrap_used, reason = "a measurement whose preparation fails has failed")]

use std::{sync::Arc, time::Instant};

use cms::{
    Ctx,
    planning::ImportOutcome,
    reminders::{OutgoingMail, Post, PostFault},
};
use domain::plan::UnitCode;
use testkit::{PLAN, TestCounty};

const UNITS: usize = 100;
const COLUMNS: usize = 5;

/// Takes every mail at once.
struct Swallow;

#[async_trait::async_trait]
impl Post for Swallow {
    async fn send(&self, _: &OutgoingMail) -> Result<(), PostFault> {
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    let mut counties = vec![("SQLite", TestCounty::new().await)];
    counties.extend(TestCounty::on_postgres().await.map(|county| ("PostgreSQL", county)));
    for (database, mut county) in counties {
        county.cms = county.cms.clone().with_post(Arc::new(Swallow));
        let outcome = county.cms.import_plan(&Ctx::system("measure"), &plan(), None, "一百个单位").await.unwrap();
        assert!(matches!(outcome, ImportOutcome::Imported { .. }), "{outcome:?}");
        let manager = county.ctx("guanli").await;
        for number in 0..UNITS {
            let unit = UnitCode::parse(&format!("dw{number}")).unwrap();
            let addresses = format!("a{number}@example.gov.cn\nb{number}@example.gov.cn");
            county.cms.set_unit_contacts(&manager, &unit, &addresses, "").await.unwrap();
        }
        let measure = async |what: &str, minute: &str| {
            county.set_clock(minute);
            let start = Instant::now();
            let done = county.cms.remind(&Ctx::system("measure")).await.unwrap();
            let reminding = start.elapsed().as_secs_f64();
            let start = Instant::now();
            let mut sent = 0;
            loop {
                match county.cms.send_mail(&Ctx::system("measure")).await.unwrap() {
                    0 => break,
                    count => sent += count,
                }
            }
            let sending = start.elapsed().as_secs_f64();
            println!(
                "{database}, {what}: {} units, {} reminders in {reminding:.2} s; {sent} mails in {sending:.2} s",
                done.units, done.reminders
            );
        };
        measure("first morning", "2026-11-24 08:00").await;
        measure("again, ten minutes later", "2026-11-24 08:10").await;
        measure("two working days later, all of it goes up", "2026-11-26 08:00").await;
    }
}

/// The shipped plan with a hundred units more.
fn plan() -> String {
    let mut text = PLAN.to_owned();
    for unit in 0..UNITS {
        text += &format!("\n[[unit]]\ncode = \"dw{unit}\"\nname = \"第{unit}单位\"\nkind = \"政府部门\"\n");
        for column in 0..COLUMNS {
            text += &format!(
                "\n[[column]]\ncode = \"lm{unit}-{column}\"\nname = \"第{unit}单位栏目{column}\"\nparent = \"bmlqfw\"\nnumber = \
                 \"X{unit}.{column}\"\nmodes = [\"单位发布\"]\ncadence = \"2周内\"\nleads = [\"县政务办\"]\nresponsible = \
                 [\"第{unit}单位\"]\n"
            );
        }
    }
    text
}
