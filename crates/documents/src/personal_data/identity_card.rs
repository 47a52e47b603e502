//! Citizen identity numbers: GB 11643-1999, and the 15 digits that came before it.

use chrono::NaiveDate;

/// First two digits: the provinces of GB/T 2260, and 81–83 of the residence permits for Hong Kong, Macao and Taiwan.
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

/// Weights of the first 17 digits (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character for each remainder.
const CHECKS: &[u8; 11] = b"10X98765432";

/// 18 characters with known province, a date of birth between 1900 and 2099, and the right check character.
/// A number whose check character is wrong is no identity number; it is not ours to guess which it may have been.
pub(super) fn is_valid(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 18
        && bytes[..17].iter().all(u8::is_ascii_digit)
        && known_province(number)
        && birth(&number[6..14])
        && check_character(&bytes[..17]) == bytes[17]
}

/// 15 digits: the year has two digits and there is no check character, so province, date and sequence must do.
pub(super) fn is_valid_old(number: &str) -> bool {
    number.len() == 15
        && number.bytes().all(|b| b.is_ascii_digit())
        && known_province(number)
        && birth(&format!("19{}", &number[6..12]))
        && !number.ends_with("000")
}

fn known_province(number: &str) -> bool {
    PROVINCES.contains(&&number[..2]) && &number[2..6] != "0000"
}

fn birth(digits: &str) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (digits[..4].parse(), digits[4..6].parse(), digits[6..].parse()) else {
        return false;
    };
    (1900..2100).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

fn check_character(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples_are_valid() {
        // GB 11643-1999, examples of 4.4.
        assert!(is_valid("11010519491231002X"));
        // The other one is right by its check character, but its holder was born in 1880.
        assert_eq!(check_character(b"44052418800101001"), b'4');
        assert!(!is_valid("440524188001010014"));
    }

    #[test]
    fn implausible_numbers_are_refused() {
        for number in ["110105194912310021", "110105194913310021", "990105194912310026", "11010519491231002"] {
            assert!(!is_valid(number), "{number}");
        }
        assert!(is_valid_old("110105491231002"));
        for number in ["110105491331002", "990105491231002", "110105491231000", "11010549123100X"] {
            assert!(!is_valid_old(number), "{number}");
        }
    }
}
