//! Merges a patch into the configuration as Pandora does, and transfers the result to the stored
//! part.

use serde_json::{Map, Value};

/// Merges `patch` into `config`: `null` removes, an object is merged into an object, any other
/// value replaces the old one, including nulls inside it.
pub(super) fn merge(config: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (key, value) in patch {
        match (value, config.get_mut(key)) {
            (Value::Null, _) => drop(config.shift_remove(key)),
            (Value::Object(patch), Some(Value::Object(config))) => merge(config, patch),
            (value, _) => drop(config.insert(key.clone(), value.clone())),
        }
    }
}

/// Transfers the differences between the views `old` and `new` to `stored`. Keeps all other
/// members, and writes no defaults.
pub(super) fn transfer_changes(
    stored: &mut Map<String, Value>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) {
    for (key, value) in new {
        match (old.get(key), value) {
            (Some(before), value) if before == value => {}
            (Some(Value::Object(before)), Value::Object(value)) => {
                let slot = stored.entry(key.clone()).or_insert_with(|| Map::new().into());
                if !slot.is_object() {
                    *slot = Map::new().into();
                }
                if let Value::Object(stored) = slot {
                    transfer_changes(stored, before, value);
                }
            }
            (_, value) => drop(stored.insert(key.clone(), value.clone())),
        }
    }
    stored.retain(|key, _| new.contains_key(key) || !old.contains_key(key));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn null_removes_objects_merge_and_other_values_replace() {
        let old = json!({"a": {"b": 1, "c": [1, 2]}, "d": "x", "e": {"f": 1}});
        for (patch, expected) in [
            (json!({}), old.clone()),
            (json!({"d": null, "none": null}), json!({"a": {"b": 1, "c": [1, 2]}, "e": {"f": 1}})),
            (
                json!({"a": {"c": [3], "b": null}}),
                json!({"a": {"c": [3]}, "d": "x", "e": {"f": 1}}),
            ),
            (
                json!({"d": {"n": null}, "e": 1, "g": {"n": null}}),
                json!({"a": {"b": 1, "c": [1, 2]}, "d": {"n": null}, "e": 1, "g": {"n": null}}),
            ),
        ] {
            let mut config = object(old.clone());
            merge(&mut config, &object(patch.clone()));
            assert_eq!(Value::Object(config), expected, "{patch}");
        }
    }

    #[test]
    fn only_changed_members_are_stored() {
        let old = json!({"a": {"on": true, "n": 1}, "b": {"on": true}, "c": 1, "d": "default"});
        let stored = json!({"a": {"n": 1, "own": 2}, "c": 1, "own": 3});
        for (new, expected) in [
            (old.clone(), stored.clone()),
            (
                json!({"a": {"on": false, "n": 1}, "b": {"on": false}, "d": "default"}),
                json!({"a": {"n": 1, "own": 2, "on": false}, "own": 3, "b": {"on": false}}),
            ),
            (
                json!({"a": {"on": true}, "b": {"on": true}, "c": 2, "d": "x", "e": {}}),
                json!({"a": {"own": 2}, "c": 2, "own": 3, "d": "x", "e": {}}),
            ),
        ] {
            let mut carried = object(stored.clone());
            transfer_changes(&mut carried, &object(old.clone()), &object(new.clone()));
            assert_eq!(Value::Object(carried), expected, "{new}");
        }
    }
}
