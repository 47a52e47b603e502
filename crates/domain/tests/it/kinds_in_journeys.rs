//! The journeys through the browser know every kind: one that nobody publishes there, nobody has seen at work.

use domain::kind::Kind;

const EXAMPLES: &str = include_str!("../../../../end2end/harness/kinds.ts");

#[test]
fn a_clerk_publishes_every_kind_in_a_browser() {
    let has_example = |kind: &&Kind| EXAMPLES.contains(&format!("kind: \"{}\",", kind.label()));
    let missing: Vec<&str> = Kind::ALL.iter().filter(|kind| !has_example(kind)).map(|kind| kind.label()).collect();
    assert!(missing.is_empty(), "no example in end2end/harness/kinds.ts: {missing:?}");
}
