//! Numbers and dates as a sheet shows them: the stored value through the number format of its cell.

use calamine::ExcelDateTime;

/// Beyond this a spreadsheet has lost digits: it keeps fifteen.
pub(super) const EXACT: f64 = 1e15;

/// The number as its format shows it. Formats that are not understood show the plain number.
pub(super) fn number(value: f64, format: &str) -> String {
    let sections: Vec<&str> = format.split(';').collect();
    let (section, value) = match sections.get(1) {
        // The section for negative numbers brings its own sign.
        Some(negative) if value < 0.0 && !negative.is_empty() => (*negative, -value),
        _ => (sections.first().copied().unwrap_or_default(), value),
    };
    Pattern::read(section).map_or_else(|| general(value), |pattern| pattern.show(value))
}

/// `2026-11-24`, `2026-11-24 09:05`, `09:05`, and `2026年11月24日` where the format says so.
pub(super) fn moment(at: ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => None,
        (_, _, 0) => Some(format!("{hour:02}:{minute:02}")),
        _ => Some(format!("{hour:02}:{minute:02}:{second:02}")),
    };
    if at.as_f64() < 1.0 {
        return time.unwrap_or_else(|| "00:00".into());
    }
    let has_day = format.is_empty() || format.contains(['d', 'D']);
    let date = match (format.contains('年'), has_day) {
        (true, true) => format!("{year}年{month}月{day}日"),
        (true, false) => format!("{year}年{month}月"),
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}"),
    };
    time.map_or(date.clone(), |time| format!("{date} {time}"))
}

/// As a cell without format shows it.
fn general(value: f64) -> String {
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// `"约"#,##0.00"元"` taken apart.
#[derive(Debug, Default)]
struct Pattern {
    before: String,
    after: String,
    whole_digits: usize,
    decimals: usize,
    needed_decimals: usize,
    has_thousands: bool,
    is_percent: bool,
}

impl Pattern {
    /// `None` for General, text and what is no plain decimal number (fractions, powers of ten).
    fn read(section: &str) -> Option<Self> {
        let mut pattern = Self::default();
        let (mut has_digits, mut in_decimals) = (false, false);
        let mut signs = section.chars();
        while let Some(sign) = signs.next() {
            let mut literal = String::new();
            match sign {
                '"' => literal.extend(signs.by_ref().take_while(|c| *c != '"')),
                '\\' => literal.extend(signs.next()),
                // A width to leave free, a sign to fill with.
                '_' | '*' => drop(signs.next()),
                // A colour, a condition, or a currency: [$¥-804].
                '[' => {
                    let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                    literal.extend(inside.strip_prefix('$').and_then(|currency| currency.split('-').next()));
                }
                '0' | '#' | '?' if in_decimals => {
                    pattern.decimals += 1;
                    pattern.needed_decimals += usize::from(sign == '0');
                }
                '0' | '#' | '?' => {
                    has_digits = true;
                    pattern.whole_digits += usize::from(sign == '0');
                }
                '.' if has_digits => in_decimals = true,
                ',' => pattern.has_thousands = true,
                '%' => pattern.is_percent = true,
                'E' | 'e' | '/' | '@' | 'G' | 'g' => return None,
                other => literal.push(other),
            }
            let side = if has_digits { &mut pattern.after } else { &mut pattern.before };
            side.push_str(&literal);
        }
        has_digits.then_some(pattern)
    }

    fn show(&self, value: f64) -> String {
        let value = if self.is_percent { value * 100.0 } else { value };
        let text = format!("{:.*}", self.decimals, value.abs());
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut whole = format!("{whole:0>width$}", width = self.whole_digits);
        if self.whole_digits == 0 && whole == "0" && !decimals.is_empty() {
            whole.clear();
        }
        if self.has_thousands {
            whole = in_thousands(&whole);
        }
        let spare = decimals.len() - decimals.trim_end_matches('0').len();
        let kept = decimals.len() - spare.min(decimals.len().saturating_sub(self.needed_decimals));
        let decimals = &decimals[..kept];
        let sign = if value < 0.0 && text.contains(|c: char| c.is_ascii_digit() && c != '0') { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        let percent = if self.is_percent { "%" } else { "" };
        format!("{sign}{}{whole}{point}{decimals}{percent}{}", self.before, self.after).trim().to_owned()
    }
}

fn in_thousands(digits: &str) -> String {
    let length = digits.len();
    digits.chars().enumerate().fold(String::new(), |mut text, (at, digit)| {
        if at > 0 && (length - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_sheet_shows_them() {
        for (value, format, shown) in [
            (12.0, "General", "12"),
            (0.1 + 0.2, "", "0.3"),
            (-7.5, "General", "-7.5"),
            (0.125, "0.0%", "12.5%"),
            (0.12, "0%", "12%"),
            (1_234_567.5, "#,##0.00", "1,234,567.50"),
            (42.0, "000000", "000042"),
            (600.0, "0.00\"元\"", "600.00元"),
            (600.0, "\"¥\"#,##0.00", "¥600.00"),
            (600.0, "[$¥-804]#,##0", "¥600"),
            (-5.0, "0;\"△\"0", "△5"),
            (1.5, "0.##", "1.5"),
            (3.0, "0.##", "3"),
            (0.5, "# ?/?", "0.5"),
            (123.0, "@", "123"),
            (-0.001, "0.00", "0.00"),
        ] {
            assert_eq!(number(value, format), shown, "{value} as {format}");
        }
    }
}
