//! Converts the timeout of a server: a number of milliseconds, seconds or nanoseconds, or a text
//! such as `30s`.

use serde_json::{Map, Value, json};

/// Numbers below are seconds, since no timeout is shorter than a second.
const SECONDS_BELOW: f64 = 1000.0;

/// The longest timeout of clients that count in seconds.
const SECONDS_MAX: f64 = 3600.0;

/// Numbers from here are nanoseconds, as Go programs write them, since no timeout is eleven days.
const NANOSECONDS_FROM: f64 = 1e9;

/// Moves the timeout from `source` to `options.timeout` of `entry`.
pub(super) fn carry(
    source: &mut Map<String, Value>,
    entry: &mut Map<String, Value>,
    notes: &mut Vec<String>,
) {
    let mut take = |key: &str| source.shift_remove(key).filter(|value| !value.is_null());
    let (seconds, timeout) = (take("tool_timeout_sec"), take("timeout"));
    let in_seconds = source.contains_key("alwaysAllow");
    let milliseconds = match (seconds, timeout) {
        (Some(seconds), _) => seconds.as_f64().map(|seconds| seconds * 1000.0),
        (None, Some(value)) => to_milliseconds(&value, in_seconds, notes),
        (None, None) => {
            read_options(source, notes);
            return;
        }
    };
    let Some(milliseconds) = milliseconds.filter(|number| *number >= 1.0) else {
        notes.push("`timeout` was omitted: it is not a duration".into());
        return;
    };
    let options = source.shift_remove("options");
    let mut options = match options {
        Some(Value::Object(options)) => options,
        _ => Map::new(),
    };
    if options.contains_key("timeout") {
        notes.push("`timeout` was omitted: `options.timeout` takes precedence".into());
    } else {
        options.insert("timeout".into(), whole_number(milliseconds));
    }
    entry.insert("options".into(), Value::Object(options));
}

/// Reads `options.timeout`, which is ours: a number there is milliseconds unless it is far too
/// large.
fn read_options(source: &mut Map<String, Value>, notes: &mut Vec<String>) {
    let Some(options) = source.get_mut("options").and_then(Value::as_object_mut) else { return };
    let Some(timeout) = options.get("timeout").cloned() else { return };
    if timeout.is_string() || timeout.as_f64().is_some_and(|number| number >= NANOSECONDS_FROM) {
        let number = to_milliseconds(&timeout, false, notes).filter(|number| *number >= 1.0);
        if let Some(number) = number {
            options.insert("timeout".into(), whole_number(number));
        } else {
            notes.push("`options.timeout` was omitted: it is not a duration".into());
            options.shift_remove("timeout");
        }
    }
}

fn to_milliseconds(value: &Value, in_seconds: bool, notes: &mut Vec<String>) -> Option<f64> {
    let text = value.as_str().map(str::trim);
    let number = match text {
        Some(text) => match text.parse() {
            Ok(number) => number,
            Err(_) => return parse_duration(text),
        },
        None => value.as_f64()?,
    };
    let (unit, milliseconds) = if number >= NANOSECONDS_FROM {
        ("nanoseconds", number / 1e6)
    } else if number < SECONDS_BELOW || (in_seconds && number <= SECONDS_MAX) {
        ("seconds", number * 1000.0)
    } else if number <= SECONDS_MAX {
        ("milliseconds", number)
    } else {
        return Some(number);
    };
    if number > 0.0 {
        notes.push(format!("`timeout` {number} was read as {unit}"));
    }
    Some(milliseconds)
}

/// Parses `30s`, `500ms` or `2m`.
fn parse_duration(text: &str) -> Option<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let number: f64 = number.trim().parse().ok()?;
    let factor = match unit {
        "ms" => 1.0,
        "s" | "sec" | "seconds" => 1000.0,
        "m" | "min" | "minutes" => 60_000.0,
        "h" => 3_600_000.0,
        _ => return None,
    };
    Some(number * factor)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive number of milliseconds; what is beyond u64 saturates"
)]
fn whole_number(milliseconds: f64) -> Value {
    json!(milliseconds as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: Value, expected: &Value, expected_notes: &[&str]) {
        let Value::Object(mut source) = source else { unreachable!() };
        let (mut entry, mut notes) = (Map::new(), Vec::new());
        carry(&mut source, &mut entry, &mut notes);
        entry.extend(source);
        assert_eq!(Value::Object(entry), *expected);
        assert_eq!(notes, expected_notes);
    }

    #[test]
    fn units_are_inferred_from_the_size() {
        let options = |timeout: u64| json!({"options": {"timeout": timeout}});
        for (theirs, ours, notes) in [
            (json!(90_000), 90_000, &[][..]),
            (json!(60), 60_000, &["`timeout` 60 was read as seconds"]),
            (json!(0.5), 500, &["`timeout` 0.5 was read as seconds"]),
            (json!("60"), 60_000, &["`timeout` 60 was read as seconds"]),
            (json!(3600), 3600, &["`timeout` 3600 was read as milliseconds"]),
            (json!(5_000_000_000_u64), 5000, &["`timeout` 5000000000 was read as nanoseconds"]),
            (json!("30s"), 30_000, &[]),
            (json!("500ms"), 500, &[]),
            (json!("2m"), 120_000, &[]),
        ] {
            check(json!({ "timeout": theirs }), &options(ours), notes);
        }
        check(json!({"tool_timeout_sec": 5, "timeout": 9}), &options(5000), &[]);
        check(
            json!({"timeout": 2000, "alwaysAllow": []}),
            &json!({"options": {"timeout": 2_000_000}, "alwaysAllow": []}),
            &["`timeout` 2000 was read as seconds"],
        );
        check(json!({"options": {"timeout": 500}}), &options(500), &[]);
        check(json!({"options": {"timeout": "5s"}}), &options(5000), &[]);
        let both = json!({"timeout": 60_000, "options": {"maxTotalTimeout": 1}});
        check(both, &json!({"options": {"maxTotalTimeout": 1, "timeout": 60_000}}), &[]);
    }

    #[test]
    fn an_invalid_timeout_is_omitted_with_a_note() {
        for odd in
            [json!(-1), json!(0), json!("soon"), json!("5 parsecs"), json!([1]), json!("NaN")]
        {
            check(
                json!({ "timeout": odd }),
                &json!({}),
                &["`timeout` was omitted: it is not a duration"],
            );
        }
        let odd = json!({"options": {"timeout": "soon"}});
        check(
            odd,
            &json!({"options": {}}),
            &["`options.timeout` was omitted: it is not a duration"],
        );
    }
}
