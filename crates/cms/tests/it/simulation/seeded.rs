//! The county of the shipped plan, by its habits. What must hold on every day, whatever chance has in store.

use std::sync::Arc;

use chrono::Weekday;
use cms::simulation::{Opening, Patrolling, Report, Stretch, play};
use domain::{calendar::shipped, obligation::State, plan::Plan};
use object_store::memory::InMemory;
use store::testing::TestDatabase;

use super::day;

/// The days from `from` to `to`, each of them told whole.
async fn played(seed: u64, [from, to]: [&str; 2]) -> Report {
    let database = TestDatabase::sqlite().await;
    let (first, last) = (day(from), day(to));
    let patrolling = Patrolling::Weekly(Weekday::Mon);
    let stretch = Stretch {
        opening: Opening { plan: testkit::PLAN, from: first, seed, patrolling },
        to: last,
        at: first.iter_days().take_while(|day| *day <= last).collect(),
    };
    play(database.store.clone(), Arc::new(InMemory::new()), &stretch).await.unwrap()
}

#[tokio::test]
async fn what_holds_on_every_day_of_a_seeded_county() {
    let report = played(1, ["2024-09-18", "2024-10-13"]).await;
    assert!(report.log_is_whole && report.events > 500, "{} events", report.events);
    let calendar = shipped::calendar("广西");
    let plan = Plan::from_toml(testkit::PLAN).expect("the shipped plan is valid");
    let mut seen = std::collections::BTreeSet::new();
    for told in &report.days {
        assert_eq!(told.is_worked, calendar.is_worked(told.day), "{}", told.day);
        assert!(told.is_worked || told.reminders.is_empty(), "a unit was told something on {}", told.day);
        for reminder in &told.reminders {
            assert_eq!(reminder.made_on, told.day);
            assert!(
                calendar.is_worked(reminder.deadline)
                    || reminder.occasion.is_red()
                    || reminder.occasion.is_escalation()
            );
            let once = (
                reminder.unit.clone(),
                reminder.of.clone(),
                reminder.column.clone(),
                reminder.matter.as_ref().map(|matter| matter.key.clone()),
                reminder.deadline,
                reminder.occasion,
            );
            assert!(seen.insert(once), "told twice: {reminder:?}");
        }
        assert_eq!(told.board.today, told.day);
        for line in &told.board.lines {
            let is_over = line.due.is_some_and(|due| due < told.day);
            // A link or a function has no day: two rounds have met it dead.
            let holds_items = plan.column(&line.code).is_some_and(|column| column.takes_items(told.day));
            let is_failing = !holds_items && line.due.is_none() && line.since <= told.day;
            match line.state {
                State::Overdue => assert!(is_over || is_failing, "{} {line:?}", told.day),
                State::Normal | State::DueSoon => assert!(!is_over, "{} {line:?}", told.day),
                State::Blank => {
                    assert!(line.set_by.as_ref().is_none_or(|item| !item.is_public), "{} {line:?}", told.day);
                }
                State::NotApplicable => {}
            }
            assert!(line.due.is_none_or(|due| calendar.is_worked(due)), "a deadline on a day off: {line:?}");
        }
        assert!(told.score.at_least <= told.score.at_most);
    }
    let months: Vec<_> = report.months.iter().map(|month| (month.month.as_str(), month.working_days)).collect();
    // 09-18 19 20 · 23 to 27 · 29 30 make ten; 10-08 to 12 five.
    assert_eq!(months, [("2024-09", 10), ("2024-10", 5)]);
    // Something of everything has happened.
    let sum = |of: fn(&cms::simulation::Month) -> u32| report.months.iter().map(of).sum::<u32>();
    for (what, count) in [
        ("published", sum(|month| month.published)),
        ("in red columns", sum(|month| month.while_red)),
        ("reminders", sum(|month| month.reminders)),
        ("acknowledged", sum(|month| month.acknowledged)),
        ("rounds", sum(|month| month.rounds)),
    ] {
        assert!(count > 0, "no {what}: {report}");
    }
}

#[tokio::test]
async fn a_seed_is_a_county() {
    let days = ["2024-09-26", "2024-10-08"];
    let (one, again, other) = (played(7, days).await, played(7, days).await, played(8, days).await);
    let json = |report: &Report| serde_json::to_string_pretty(report).unwrap();
    assert_eq!(json(&one), json(&again));
    assert_eq!(one.to_string(), again.to_string());
    assert_ne!(json(&one), json(&other));
}
