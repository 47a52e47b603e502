//! Percent-encoding, for names in addresses and headers.

/// Encodes what is not plain in an address or a header.
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(byte as char);
        } else {
            out += &format!("%{byte:02X}");
        }
        out
    })
}

/// Reads UTF-8 back; what cannot be read becomes `�`, which no file name rule accepts silently.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn names_come_back() {
        for name in ["隆安.pdf", "100%", "a b", "?next=/x&y"] {
            assert_eq!(decode(&encode(name)), name);
        }
        assert_eq!(encode("/desk/items?x=1"), "/desk/items%3Fx%3D1");
    }

    #[test]
    fn broken_encodings_stay_as_they_are() {
        for text in ["100%", "a%2", "%中文", "%zz"] {
            assert_eq!(decode(text), text);
        }
    }
}
