//! JSON between desk and server.
//!
//! `server_fn`'s own encoding reads from bytes, Leptos's resources read from text. The compiler writes a parser of
//! every view for each of them; with one way of reading, the desk's wasm is a tenth smaller.

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned, de::Error as _};

/// The encoding.
pub struct JsonText;

/// Arguments and answers of a server function as JSON, by `POST`.
pub type Json = Post<JsonText>;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_comes_back() {
        let sent = vec![("隆安".to_owned(), 3), ("\"\\\n".to_owned(), -1)];
        let bytes = JsonText::encode(&sent).expect("plain data");
        assert_eq!(<JsonText as Decodes<Vec<(String, i32)>>>::decode(bytes).expect("our own JSON"), sent);
    }

    #[test]
    fn broken_text_is_an_error() {
        let decoded = <JsonText as Decodes<String>>::decode(Bytes::from_static(b"\"\xff\""));
        assert!(decoded.is_err());
    }
}
