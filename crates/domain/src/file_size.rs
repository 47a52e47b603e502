//! Sizes of files as people read them.

/// `820 B`, `34 KB`, `1.5 MB`.
pub fn size_in_words(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", (bytes + 512) / 1024),
        _ => {
            let tenths = (bytes * 10 + 524_288) / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        let expected = [(820, "820 B"), (34_800, "34 KB"), (1_572_864, "1.5 MB"), (1_048_576, "1.0 MB")];
        for (bytes, words) in expected {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
