//! When the items of the demo were made: in the office hours of the last weeks.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use domain::time::{CHINA, china_date};

/// Over how many working days the public items spread.
const DAYS: usize = 30;

/// From one item to the next on the same day.
const APART: TimeDelta = TimeDelta::minutes(70);

/// What is still at work was begun this long before now, and one item this long after the other.
const AT_WORK_SINCE: TimeDelta = TimeDelta::hours(6);

pub(super) struct Schedule {
    published: Vec<DateTime<Utc>>,
    at_work: Vec<DateTime<Utc>>,
}

impl Schedule {
    /// Times for so many items, all of them before `now` by more than an hour and in order.
    pub(super) fn ending(now: DateTime<Utc>, published: usize, at_work: usize) -> Self {
        let days = working_days_before(china_date(now - AT_WORK_SINCE));
        let of_day = |day: usize| {
            // The items day·n/DAYS up to (day+1)·n/DAYS.
            (day * published).div_ceil(DAYS)..((day + 1) * published).div_ceil(DAYS)
        };
        let times = days.iter().enumerate().flat_map(|(day, date)| {
            let opening = CHINA.from_local_datetime(&date.and_time(OPENING)).single();
            let opening = opening.map_or(now, |at| at.with_timezone(&Utc));
            let items = i32::try_from(of_day(day).len()).unwrap_or_default();
            (0..items).map(move |item| opening + APART * item)
        });
        let start = now - AT_WORK_SINCE;
        let apart = (AT_WORK_SINCE - TimeDelta::hours(1)) / i32::try_from(at_work.max(1)).unwrap_or(1);
        let at_work = (0..i32::try_from(at_work).unwrap_or_default()).map(|item| start + apart * item);
        Self { published: times.collect(), at_work: at_work.collect() }
    }

    pub(super) fn first(&self) -> DateTime<Utc> {
        self.published.first().or(self.at_work.first()).copied().unwrap_or_default()
    }

    pub(super) fn published(&self) -> impl Iterator<Item = DateTime<Utc>> {
        self.published.iter().copied()
    }

    pub(super) fn at_work(&self) -> impl Iterator<Item = DateTime<Utc>> {
        self.at_work.iter().copied()
    }
}

const OPENING: NaiveTime = match NaiveTime::from_hms_opt(8, 40, 0) {
    Some(time) => time,
    None => panic!("a time of day"),
};

/// The last [`DAYS`] weekdays before `today`, oldest first.
fn working_days_before(today: NaiveDate) -> Vec<NaiveDate> {
    let weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let back = (1u64..).map_while(|days| today.checked_sub_days(Days::new(days)));
    let mut days: Vec<NaiveDate> = back.filter(weekday).take(DAYS).collect();
    days.reverse();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_rise_and_lie_in_office_hours_before_now() {
        for (now, published, at_work) in
            [("2026-11-24T01:00:00Z", 165, 9), ("2026-11-23T15:59:00Z", 7, 1), ("2026-03-01T16:00:00Z", 31, 40)]
        {
            let now: DateTime<Utc> = now.parse().expect("a time");
            let schedule = Schedule::ending(now, published, at_work);
            assert_eq!((schedule.published.len(), schedule.at_work.len()), (published, at_work));
            let all: Vec<_> = schedule.published().chain(schedule.at_work()).collect();
            assert!(all.is_sorted() && all.iter().all(|at| *at <= now - TimeDelta::hours(1)), "{now}");
            for at in schedule.published() {
                let local = at.with_timezone(&CHINA);
                assert!(!matches!(local.weekday(), Weekday::Sat | Weekday::Sun), "{local}");
                let hour = local.format("%H").to_string();
                assert!(("08"..="17").contains(&hour.as_str()), "{local}");
            }
        }
    }
}
