//! Extracts parts of JSON as text, without building values that could lose information.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Returns the members of an object, in order, keys and values as written; `None` if `text` is not
/// an object.
pub(crate) fn members(text: &str) -> Option<Vec<(&str, &str)>> {
    match serde_json::from_str(text).ok()? {
        Parts::Members(members) => Some(members),
        Parts::Elements(_) => None,
    }
}

/// Returns the elements of an array as written; `None` if `text` is not an array.
pub(crate) fn elements(text: &str) -> Option<Vec<&str>> {
    match serde_json::from_str(text).ok()? {
        Parts::Members(_) => None,
        Parts::Elements(elements) => Some(elements),
    }
}

/// Returns the value of the first member with the key `name`.
pub(crate) fn get<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut members = members(text)?.into_iter();
    members.find(|(key, _)| says(key, name)).map(|(_, value)| value)
}

/// Returns whether a key, including quotes, is `name`.
pub(crate) fn says(key: &str, name: &str) -> bool {
    serde_json::from_str::<String>(key).is_ok_and(|key| key == name)
}

/// An object or an array, one level deep.
enum Parts<'a> {
    Members(Vec<(&'a str, &'a str)>),
    Elements(Vec<&'a str>),
}

impl<'de> Deserialize<'de> for Parts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Look;
        impl<'de> Visitor<'de> for Look {
            type Value = Parts<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or an array")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
                    members.push((key.get(), value.get()));
                }
                Ok(Parts::Members(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element::<&RawValue>()? {
                    elements.push(element.get());
                }
                Ok(Parts::Elements(elements))
            }
        }
        deserializer.deserialize_any(Look)
    }
}
