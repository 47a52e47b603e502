//! No public method of the store goes untested.

use std::{collections::BTreeSet, fs, path::Path};

/// Tested by being used: every test opens, migrates and closes a store.
const ELSEWHERE: [&str; 5] = ["open", "migrate", "begin", "commit", "close"];

#[test]
fn every_public_method_has_a_contract_test() {
    let tests: String = sources(Path::new("tests/contract")).concat();
    let mut missing = BTreeSet::new();
    for source in sources(Path::new("src")) {
        for declaration in source.split("pub async fn ").skip(1) {
            let name = declaration.split(['(', '<']).next().unwrap_or_default();
            let is_tested = [".", "::"].iter().any(|by| tests.contains(&format!("{by}{name}(")));
            if !is_tested && !ELSEWHERE.contains(&name) {
                missing.insert(name.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "without a contract test: {missing:?}");
}

fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else if !["src/testing.rs", "src/volume.rs"].iter().any(|for_tests| path.ends_with(for_tests)) {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}
