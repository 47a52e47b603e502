//! The plan that ships with Longan, as the tests of plans read it.

use domain::plan::{ColumnCode, Plan};

pub(crate) const LONGAN: &str = include_str!("../../../../plans/longan-2018.toml");

pub(crate) fn longan() -> Plan {
    Plan::from_toml(LONGAN).unwrap_or_else(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("plans/longan-2018.toml:\n{}", lines.join("\n"))
    })
}

pub(crate) fn code(text: &str) -> ColumnCode {
    ColumnCode::parse(text).unwrap()
}
