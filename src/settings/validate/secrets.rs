//! Tells text that looks like a token written in clear.

/// How the tokens of well-known services begin.
const PREFIXES: &[&str] = &[
    "sk-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "hf_",
    "npm_",
    "pypi-",
    "tvly-",
    "lin_api_",
    "ntn_",
    "figd_",
    "dop_v1_",
    "shpat_",
    "pplx-",
    "gsk_",
    "fc-",
    "mcphub_",
    "secret_",
    "eyJ",
    "SG.",
];

/// Words in a variable's or header's name that say what the value is.
const NAMES: &[&str] = &[
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "API_KEY",
    "API-KEY",
    "APIKEY",
    "ACCESS_KEY",
    "PRIVATE_KEY",
    "AUTHORIZATION",
    "CREDENTIAL",
];

/// The shortest token worth a word.
const LENGTH_MIN: usize = 8;

/// Whether `value`, standing under `name`, looks like a token in clear.
pub(super) fn is_secret(name: &str, value: &str) -> bool {
    let value = value.trim();
    let bare = ["Bearer ", "bearer ", "Basic ", "token "];
    let bare = bare.iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(value).trim();
    let name = name.to_uppercase();
    let named = NAMES.iter().any(|word| name.contains(word));
    is_token(bare) || (named && is_opaque(bare) && bare.len() >= LENGTH_MIN)
}

/// Whether `value` has the look of a known service's token.
fn is_token(value: &str) -> bool {
    PREFIXES.iter().any(|prefix| {
        value.strip_prefix(prefix).is_some_and(|rest| rest.len() >= 12 && is_opaque(rest))
    })
}

/// Whether `value` is one run of token characters, and no placeholder, path or address.
fn is_opaque(value: &str) -> bool {
    let placeholder = value.contains('$') || value.contains("your") || value.contains("YOUR");
    let token = |c: char| c.is_ascii_alphanumeric() || "_-.=+/~:!@#%^&*".contains(c);
    let address = value.contains("://") || value.starts_with(['/', '.', '~', '<']);
    let same = value.chars().next().is_some_and(|first| value.chars().all(|c| c == first));
    !placeholder && !address && !same && value.chars().all(token)
}

/// The values of query parameters whose names say that they are secret.
pub(super) fn in_query(url: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split(['&', '#']).filter_map(|pair| pair.split_once('=')).any(|(name, value)| {
        let name = if name.eq_ignore_ascii_case("key") { "API_KEY" } else { name };
        is_secret(name, value)
    })
}

/// Arguments that hold a secret, by index: `--token x`, `--api-key=x`, or a known token.
pub(super) fn in_args(args: &[String]) -> Vec<usize> {
    let flag = |index: usize| {
        let before = index.checked_sub(1).map_or("", |before| &args[before]);
        if before.starts_with("--") && !before.contains('=') { before } else { "" }
    };
    let of_index = |(index, arg): (usize, &String)| {
        let (name, value) = match arg.split_once('=') {
            Some((name, value)) if name.starts_with('-') || !name.contains(['/', ':']) => {
                (name, value)
            }
            _ => (flag(index), arg.as_str()),
        };
        (!value.starts_with('-') && is_secret(name, value)).then_some(index)
    };
    args.iter().enumerate().filter_map(of_index).collect()
}

#[cfg(test)]
mod tests {
    use super::{in_args, in_query, is_secret};

    #[test]
    fn tokens_are_told_from_settings() {
        for (name, value) in [
            ("X", "ghp_0123456789abcdefABCDEF"),
            ("Authorization", "Bearer 0123456789abcdef"),
            ("API_KEY", "0123456789"),
            ("x-api-key", "abcdef012345"),
        ] {
            assert!(is_secret(name, value), "{name}");
        }
        for (name, value) in [
            ("API_KEY", "${API_KEY}"),
            ("API_KEY", "your-api-key"),
            ("API_KEY", "xxxxxxxxxxxx"),
            ("TOKEN_FILE", "/run/secrets/token"),
            ("NODE_ENV", "production"),
            ("Authorization", "Bearer ${TOKEN}"),
            ("Accept", "application/json"),
            ("X", "sk-short"),
        ] {
            assert!(!is_secret(name, value), "{name}");
        }
        assert!(in_query("https://a.example/mcp?api_key=0123456789ab"));
        assert!(!in_query("https://a.example/mcp?api_key=${KEY}&q=0123456789ab"));
        let args =
            ["-y", "pkg", "--api-key", "0123456789ab", "--token=abcdefgh1"].map(str::to_owned);
        assert_eq!(in_args(&args), [3, 4]);
    }
}
