//! The notices that come with the system: `plans/calendar/`.

use super::file::CalendarFile;
use super::{Calendar, Notice, Season};

const NATIONAL: &str = include_str!("../../../../plans/calendar/national.toml");
/// Regions by the name under which a plan file asks for them.
const REGIONS: [(&str, &str); 1] = [("广西", include_str!("../../../../plans/calendar/guangxi.toml"))];

/// The regions whose days come with the system.
pub fn regions() -> impl Iterator<Item = &'static str> {
    REGIONS.iter().map(|(name, _)| *name)
}

/// The notices of the nation and of `region`; of the nation alone when it is not one of [`regions`].
pub fn notices(region: &str) -> (Vec<Notice>, Vec<Season>) {
    let region = REGIONS.iter().filter(|(name, _)| *name == region).map(|(_, text)| *text);
    let mut all = (Vec::new(), Vec::new());
    for text in std::iter::once(NATIONAL).chain(region) {
        let file = CalendarFile::parse(text).expect("the shipped notices are read by a test");
        all.0.extend(file.notices);
        all.1.extend(file.seasons);
    }
    all
}

/// The calendar of these notices and no others.
pub fn calendar(region: &str) -> Calendar {
    let (notices, seasons) = notices(region);
    Calendar::new(notices, seasons)
}
