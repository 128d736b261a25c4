//! Reads the part of `systemConfig` that the hub uses.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::compression::Compression;
use crate::model::credential;
use crate::model::dialect::Dialect;
use crate::model::plan::Plan;
use crate::model::secret::Secret;
use crate::model::system::{
    ActivitySettings, McpRouter, OauthClient, RateLimits, Routing, Supabase, System,
};
use crate::text::tree::Node;
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};
use crate::validate::tokens::report_unfit;

/// Reads the section. A value with an error reads as its default, unless the default would give
/// more access.
pub(super) fn read(node: &Node, findings: &mut Findings) -> System {
    let default = System::default();
    let entry = match node.to_value() {
        Value::Object(entry) => entry,
        Value::Null => return default,
        // The damaged section may have closed the endpoints.
        _ => {
            let routing = Routing { enable_bearer_auth: Some(true), ..default.routing };
            return System { routing, ..default };
        }
    };
    let install = read::object(&entry, "install");
    let from_install = |key: &str| install.and_then(|install| read::non_blank(install, key));
    let kept = read::object(&entry, "activityLog");
    let routing = node.get("routing").map_or_else(Routing::default, |node| routing(node, findings));
    System {
        routing,
        name_separator: separator(node, findings).unwrap_or(default.name_separator),
        enable_session_rebuild: read::flag(&entry, "enableSessionRebuild").unwrap_or(false),
        python_index_url: from_install("pythonIndexUrl"),
        npm_registry: from_install("npmRegistry"),
        base_url: from_install("baseUrl"),
        oauth_client: read::object(&entry, "oauthClient").map(oauth_client).unwrap_or_default(),
        allowed_networks: read::object(&entry, "network")
            .map(|network| read::texts(network, "allowedCidrs"))
            .unwrap_or_default(),
        registry_url: read::object(&entry, "registry").and_then(|r| read::non_blank(r, "baseUrl")),
        mcp_router: read::object(&entry, "mcpRouter").map(mcp_router).unwrap_or_default(),
        dialects: dialects(&entry).unwrap_or(default.dialects),
        plan: Plan::of(&entry),
        supabase: read::object(&entry, "supabase").map(supabase).unwrap_or_default(),
        rate_limits: read::object(&entry, "rateLimits").map(rate_limits).unwrap_or_default(),
        activity_log: kept.map_or_else(ActivitySettings::default, activity_log),
        audit_calls: read::object(&entry, "audit")
            .and_then(|audit| read::flag(audit, "calls"))
            .unwrap_or(default.audit_calls),
        compression: read::object(&entry, "toolResultCompression").and_then(Compression::of),
        entry,
    }
}

/// If the value is not a list of strings, only the dialects that it names are mounted.
fn dialects(entry: &Members) -> Option<Vec<Dialect>> {
    entry.get("dialects").filter(|value| !value.is_null())?;
    let words = read::texts(entry, "dialects");
    Some(words.iter().filter_map(|word| Dialect::of_word(word)).collect())
}

fn oauth_client(entry: &Members) -> OauthClient {
    OauthClient {
        metadata_url: read::non_blank(entry, "clientMetadataUrl"),
        name: read::non_blank(entry, "clientName"),
    }
}

fn mcp_router(entry: &Members) -> McpRouter {
    McpRouter {
        api_key: read::non_blank(entry, "apiKey").map(Secret::new),
        base_url: read::non_blank(entry, "baseUrl"),
        referer: read::non_blank(entry, "referer"),
        title: read::non_blank(entry, "title"),
    }
}

fn supabase(entry: &Members) -> Supabase {
    Supabase {
        url: read::non_blank(entry, "url"),
        api_key: read::non_blank(entry, "apiKey").map(Secret::new),
        table: read::non_blank(entry, "table"),
    }
}

fn rate_limits(entry: &Members) -> RateLimits {
    let number = |key: &str| u32::try_from(entry.get(key)?.as_u64()?).ok();
    RateLimits { api: number("api"), templates: number("templates"), login: number("login") }
}

/// A value that is not a boolean counts as false, so that less is recorded.
fn activity_log(entry: &Members) -> ActivitySettings {
    let default = ActivitySettings::default();
    ActivitySettings {
        enabled: flag(entry, "enabled", default.enabled, false),
        store_tool_payload: flag(entry, "storeToolPayload", default.store_tool_payload, false),
    }
}

fn routing(node: &Node, findings: &mut Findings) -> Routing {
    let default = Routing::default();
    let Value::Object(entry) = node.to_value() else {
        return Routing { enable_bearer_auth: Some(true), ..default };
    };
    let key = read::non_blank(&entry, "bearerAuthKey");
    let fault = key.as_deref().and_then(credential::find_fault);
    if let Some(member) = node.member("bearerAuthKey").filter(|_| key.is_some()) {
        let message = "`bearerAuthKey` is the single key of older releases";
        let found = Diagnostic::warning(Code::LegacyBearerKey, member.name_place(), message);
        findings.push(found.help("move it into `bearerKeys`"));
        if let Some(fault) = fault {
            let place = member.value.place.clone();
            findings.push(report_unfit(fault, place, "`bearerAuthKey`"));
        }
    }
    let enable_bearer_auth = entry
        .get("enableBearerAuth")
        .filter(|value| !value.is_null())
        .map(|value| value.as_bool().unwrap_or(true))
        // A key that is not a valid credential was still meant to close the endpoints.
        .or(fault.map(|_| true));
    Routing {
        enable_global_route: flag(&entry, "enableGlobalRoute", default.enable_global_route, false),
        enable_group_name_route: read::flag(&entry, "enableGroupNameRoute")
            .unwrap_or(default.enable_group_name_route),
        enable_bearer_auth,
        bearer_auth_key: key.filter(|_| fault.is_none()).map(Secret::new),
        bearer_auth_header_name: read::non_blank(&entry, "bearerAuthHeaderName")
            .unwrap_or(default.bearer_auth_header_name),
        json_body_limit_bytes: body_limit(node, &entry, findings)
            .unwrap_or(default.json_body_limit_bytes),
        skip_auth: read::flag(&entry, "skipAuth").unwrap_or(false),
    }
}

/// Reads a flag; `broken` is the result for values that are not booleans.
fn flag(entry: &Members, key: &str, absent: bool, broken: bool) -> bool {
    match entry.get(key) {
        None | Some(Value::Null) => absent,
        Some(value) => value.as_bool().unwrap_or(broken),
    }
}

fn separator(node: &Node, findings: &mut Findings) -> Option<String> {
    let node = node.get("nameSeparator")?;
    let Value::String(separator) = node.to_value() else { return None };
    if separator.is_empty() {
        let message = "`systemConfig.nameSeparator` is empty";
        findings.error(Code::UnknownValue, &node.place, message);
        return None;
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !separator.chars().all(legal) {
        let message = "`systemConfig.nameSeparator` is not legal in the names of tools";
        let found = Diagnostic::warning(Code::BadName, node.place.clone(), message);
        findings.push(found.help("clients accept letters, digits, `_` and `-`"));
    }
    Some(separator)
}

fn body_limit(node: &Node, entry: &Members, findings: &mut Findings) -> Option<usize> {
    let value = read::scalar(entry.get("jsonBodyLimit")?)?;
    let limit = bytes_of(&value);
    if let Some(node) = node.get("jsonBodyLimit").filter(|_| limit.is_none()) {
        let message = "`jsonBodyLimit` is not a size";
        let found = Diagnostic::error(Code::UnknownValue, node.place.clone(), message);
        findings.push(found.help("write for instance 1mb or 500kb"));
    }
    limit
}

/// Parses `1mb`, `500kb`, `1024`, in powers of 1024.
fn bytes_of(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "" | "b" => 1,
        "kb" | "k" => 1 << 10,
        "mb" | "m" => 1 << 20,
        "gb" | "g" => 1 << 30,
        _ => return None,
    };
    number.parse::<usize>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes_of("1mb"), Some(1 << 20));
        assert_eq!(bytes_of("500 KB"), Some(500 << 10));
        assert_eq!(bytes_of("7"), Some(7));
        assert_eq!(bytes_of("mb"), None);
        assert_eq!(bytes_of("1.5tb"), None);
    }
}
