//! `GET /settings`: the whole file. Passwords are left out, tokens are masked.

use axum::extract::State;
use serde_json::{Map, Value};

use crate::api::mcphub::envelope::{Reply, data};
use crate::api::mcphub::view;
use crate::api::state::ApiState;

/// What a section is where the file has none.
const SECTIONS: [(&str, bool); 8] = [
    ("users", true),
    ("mcpServers", false),
    ("groups", true),
    ("systemConfig", false),
    ("userConfigs", false),
    ("oauthClients", true),
    ("oauthTokens", true),
    ("bearerKeys", true),
];

/// The sections as the file has them, and `servers` as `GET /servers` shows them.
pub(crate) async fn read(State(state): State<ApiState>) -> Reply {
    let document = state.document().await?;
    let mut out = Map::new();
    for (section, is_list) in SECTIONS {
        let empty = || if is_list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
        let mut value = document.get(&[section.into()]).cloned().unwrap_or_else(empty);
        for entry in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            without_secrets(section, entry);
        }
        out.insert(section.to_owned(), value);
    }
    out.insert("servers".to_owned(), view::all(&state));
    Ok(data(Value::Object(out)))
}

fn without_secrets(section: &str, entry: &mut Map<String, Value>) {
    match section {
        "users" => drop(entry.shift_remove("password")),
        "oauthClients" => drop(entry.shift_remove("clientSecret")),
        "oauthTokens" => {
            entry.shift_remove("accessToken");
            entry.shift_remove("refreshToken");
        }
        "bearerKeys" => {
            let token = entry.get("token").and_then(Value::as_str).map(masked);
            if let Some(masked) = token {
                entry.insert("token".to_owned(), masked.into());
            }
        }
        _ => {}
    }
}

/// MCPHub's form: the first 8 and last 4 characters, or 8 stars where that would show too much.
fn masked(token: &str) -> String {
    let letters: Vec<char> = token.chars().collect();
    if letters.len() <= 12 {
        return "********".into();
    }
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}...{}", text(&letters[..8]), text(&letters[letters.len() - 4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_shown_in_part_or_not_at_all() {
        assert_eq!(masked("mcphub_0123456789"), "mcphub_0...6789");
        assert_eq!(masked("short-token"), "********");
    }
}
