//! Which columns a new text for what is public renews (国办秘函〔2019〕19号: an inspection reads the days of a list).

use domain::plan::{Cadence, Column, ColumnKind};

use crate::shipped_plan::{code, longan};

#[test]
fn a_correction_renews_what_has_no_list_by_date_and_what_has_no_period() {
    let plan = longan();
    let renewed = |of: &str| plan.column(&code(of)).unwrap().is_renewed_by_revision();
    // Lists by date, whatever their cadence; notices have none, and are asked for by their days all the same.
    for of in ["ladt", "sjzyxx", "wjzl", "zcjd", "tjxx", "ghjh", "czxx", "xxgknb", "xytxjs", "jypx", "zxft", "tzgg"] {
        assert!(!renewed(of), "{of}");
    }
    // What stands as it is until it changes, and articles that are kept right when there is need.
    for of in ["lajj", "ldzc", "jgzn", "qdxx", "xxgkzn", "zxbs", "laly", "ysqgk", "sjkf"] {
        assert!(renewed(of), "{of}");
    }
}

#[test]
fn what_has_no_list_by_date_is_renewed_whatever_its_cadence() {
    let mut column: Column = longan().column(&code("ldzc")).unwrap().clone();
    column.row.as_mut().unwrap().cadence = Cadence::Months { months: 12 };
    assert!(column.is_renewed_by_revision());
    column.kind = ColumnKind::Articles;
    assert!(!column.is_renewed_by_revision());
}

#[test]
fn documents_are_asked_for_by_their_days_whatever_the_plan_wants_of_them() {
    let mut column: Column = longan().column(&code("wjzl")).unwrap().clone();
    for cadence in [Cadence::Promptly, Cadence::WhenNeeded] {
        column.row.as_mut().unwrap().cadence = cadence;
        assert!(!column.is_renewed_by_revision());
    }
}
