//! Parses the text of a document as JSON, or as YAML if it is not JSON. Pure.

use serde_json::Value;

/// Maximum number of YAML nodes, with aliases expanded.
const NODES_MAX: usize = 2_000_000;

/// Parses JSON or YAML.
///
/// # Errors
/// Returns one line if it is neither.
pub(crate) fn parse(text: &[u8]) -> Result<Value, String> {
    let json = match serde_json::from_slice(text) {
        Ok(value) => return Ok(value),
        Err(e) => e,
    };
    let is_json = text.trim_ascii_start().starts_with(b"{");
    let yaml = match std::str::from_utf8(text) {
        Ok(text) if !is_json => text,
        _ => return Err(format!("it is not valid JSON: {json}")),
    };
    let options = serde_saphyr::options! {
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_nodes: NODES_MAX,
            max_events: 2 * NODES_MAX,
        },
    };
    serde_saphyr::from_str_with_options(yaml, options).map_err(|e| {
        // The next lines of the error quote the document.
        let why = e.to_string();
        format!("it is neither JSON nor YAML: {}", why.lines().next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_and_yaml_are_detected() {
        assert_eq!(parse(b" {\"a\": [1, true]}"), Ok(json!({ "a": [1, true] })));
        let yaml = "openapi: 3.0.3 # so\nids: {get: no, 200: '1'}\nsame: &a [x]\nagain: *a\n";
        let wanted = json!({
            "openapi": "3.0.3", "ids": { "get": "no", "200": "1" }, "same": ["x"], "again": ["x"]
        });
        assert_eq!(parse(yaml.as_bytes()), Ok(wanted));
        let broken = parse(b"{\"a\": }").unwrap_err();
        assert_eq!(broken, "it is not valid JSON: expected value at line 1 column 7");
        let broken = parse(b"a: b\na: [").unwrap_err();
        assert!(broken.starts_with("it is neither JSON nor YAML: "), "{broken}");
    }

    #[test]
    fn yaml_aliases_cannot_expand_without_limit() {
        let names: Vec<_> = ('a'..='z').collect();
        let line = |pair: &[char]| {
            let (old, new) = (pair[0], pair[1]);
            format!("{new}: &{new} [{}]\n", vec![format!("*{old}"); 9].join(","))
        };
        let bomb = "a: &a [x,x,x,x]\n".to_owned() + &names.windows(2).map(line).collect::<String>();
        let refused = parse(bomb.as_bytes()).unwrap_err();
        assert!(refused.starts_with("it is neither JSON nor YAML: "), "{refused}");
    }
}
