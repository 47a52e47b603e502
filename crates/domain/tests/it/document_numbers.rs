//! Document numbers as eleven governments really write them, where the list lies beside the project.

use domain::document_number::DocumentNumber;

#[test]
fn every_number_of_the_list_is_read_and_written_as_the_standard_has_it() {
    let Ok(list) = std::fs::read_to_string("../../../shared/data/document_numbers.tsv") else { return };
    let mut read = 0;
    for line in list.lines().skip(1) {
        let typed = line.split('\t').nth(2).expect("three columns");
        let number = DocumentNumber::parse(typed);
        let number = number.unwrap_or_else(|| panic!("{typed} is not read"));
        let written = number.to_string();
        assert_eq!(DocumentNumber::parse(&written), Some(number), "{typed} → {written}");
        read += 1;
    }
    assert!(read > 700, "only {read} numbers");
}
