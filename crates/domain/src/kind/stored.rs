//! How a detail stands in JSON: its kind and its filled fields, one object. Written once for all kinds, since the desk's
//! wasm would otherwise carry a reader and a writer of every kind.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};

use super::{Detail, Kind, Value};

const KIND: &str = "kind";

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(KIND, self.kind().code())?;
        for (field, value) in self.values() {
            if !value.is_empty() {
                map.serialize_entry(field.name, &value)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Detail {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DetailVisitor)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format_args!("no kind is called {code}")))
    }
}

struct DetailVisitor;

impl<'de> Visitor<'de> for DetailVisitor {
    type Value = Detail;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of an item's kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Detail, A::Error> {
        // The kind may stand anywhere among the fields.
        let (mut kind, mut fields) = (Kind::Article, Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            let value: Value = map.next_value()?;
            match (name.as_str(), &value) {
                (KIND, Value::Text(code)) => {
                    kind = Kind::from_code(code)
                        .ok_or_else(|| serde::de::Error::custom(format_args!("no kind is called {code}")))?;
                }
                _ => fields.push((name, value)),
            }
        }
        let mut detail = Detail::of(kind);
        for (name, value) in fields {
            detail.set(&name, value);
        }
        Ok(detail)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => list.serialize(serializer),
            Self::Rows(rows) => rows.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list of texts, or rows of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let (mut list, mut rows) = (Vec::new(), Vec::new());
        while let Some(value) = seq.next_element::<Value>()? {
            match value {
                Value::Text(text) => list.push(text),
                Value::List(row) => rows.push(row),
                Value::Rows(_) => return Err(serde::de::Error::custom("rows within rows")),
            }
        }
        Ok(if rows.is_empty() { Value::List(list) } else { Value::Rows(rows) })
    }
}
