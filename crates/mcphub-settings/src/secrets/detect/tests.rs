//! Tests on tables of secrets and harmless values.

use serde_json::{Value, json};

use crate::secrets::redact;

/// Secret values of `env`, with their names.
const ENV: &[(&str, &str)] = &[
    ("CONNECTION_STRING", "Server=h;User Id=u;Password=Hunter2xY;"),
    ("LICENSE", "QF3K-88ZT-1X9P"),
    ("PIN", "471199"),
    ("USER_PIN", "0000"),
    ("OTP", "123456"),
    ("WEBHOOK", "https://hooks.slack.com/services/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"),
    ("ALERTS", "https://hooks.slack.com/services/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"),
    ("ALERTS", "https://discord.com/api/webhooks/1234567890/abcDEFghi-jklMNO_pqr"),
    ("ALERTS", "https://outlook.office.com/webhook/pear/IncomingWebhook/tree"),
    ("BOT", "https://api.telegram.org/bot12345678:AAF_zYxWvUtSrQpOnMlKjIhGfEdCbA98765/send"),
    ("BOT", "12345678:AAF_zYxWvUtSrQpOnMlKjIhGfEdCbA98765"),
    ("PGPASSWORD", "pear tree"),
    ("DB_PASS", "postgres"),
    ("ADMIN_PW", "admin"),
    ("MYSQL_PWD", "root"),
    ("MONGO_URI", "mongodb+srv://usr:pear@h/db"),
    ("DATABASE_URL", "postgres://u:pear@db.example.com:5432/app"),
    ("REDIS_URL", "redis://:pear@localhost:6379/0"),
    ("AMQP", "amqp://guest:guest@broker:5672"),
    ("DD_APPLICATION_KEY", "pear"),
    ("ENCRYPTION_KEY", "pear"),
    ("SIGNING_KEY", "pear"),
    ("APP_KEY", "base64:pearpearpear="),
    ("MASTER_KEYS", "one-two"),
    ("SALT", "pear"),
    ("PEPPER", "pear"),
    ("DD_API_KEY", "pear"),
    ("APIKEY", "pear"),
    ("STRIPE", "sk_live_51H8abcDEF77ghIJ"),
    ("OPENAI_KEY", "pear"),
    ("OPENAI", "sk-proj-9fK2mQ7xR4tY8wZ1aB3cD5eF6gH0jL2n"),
    ("ANTHROPIC", "sk-ant-api03-0123456789abcdef"),
    ("JIRA_EMAIL_TOKEN", "pear"),
    ("SESSION", "pear12"),
    ("SSH_KEY", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"),
    ("CERT", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"),
    ("DSN", "https://pear@o1.ingest.sentry.io/1"),
    ("SENTRY", "https://pear@o1.ingest.sentry.io/1"),
    ("NOTION", "ntn_1234567890abcd"),
    ("CODE", "pear"),
    ("BASIC", "dXNlcjpwYXNzd29yZA=="),
    ("PLAIN", "pear"),
    ("NAME_OF_DOG", "Rex the 2nd"),
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("AWS_THING", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("AWS_THING", "/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("AZURE_STORAGE", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=pearpear=="),
    ("SAS", "?sv=2022-11-02&ss=b&sig=pear%3D"),
    ("GITHUB", "ghp_0123456789abcdefABCDEF0123456789abcd"),
    ("GITHUB", "github_pat_11ABCDEFG0123456789_abc"),
    ("GITLAB_TOKEN", "glpat-0123456789abcdefghij"),
    ("SLACK", "xoxb-123456789012-abcdef"),
    ("GOOGLE", "AIzaSyA0123456789abcdef"),
    ("GOOGLE_CLIENT", "GOCSPX-0123456789abcdef"),
    ("JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl1"),
    ("X", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl1"),
    ("X", "0123456789abcdef0123456789abcdef"),
    ("X", "6f1c1a52-1c3b-4ed5-9d35-2f1d0a9b7c11"),
    ("X", "correct horse battery staple"),
    ("X", "Tr0ub4dor&3"),
    ("X", "${NOT_SET:-pear}"),
    ("X", "user:pear"),
    ("X", "info,pear"),
    ("OPENAPI_MCP_HEADERS", r#"{"Authorization": "Bearer ntn_1234567890abcd"}"#),
    ("EXTRA", r#"{"level": "info", "password": "info"}"#),
    ("EXTRA", r#"{"pin": 1234}"#),
    ("NODE_OPTIONS", "--max-old-space-size=4096 --token=pear"),
    ("COOKIE", "sid=pear"),
    ("CREDS", "pear"),
    ("SIGNATURE", "1"),
    ("MNEMONIC", "test test test"),
];

/// Secret headers.
const HEADERS: &[(&str, &str)] = &[
    ("Authorization", "Bearer pear"),
    ("Authorization", "Basic dXNlcjpwZWFy"),
    ("authorization", "pear"),
    ("Proxy-Authorization", "Basic dXNlcjpwZWFy"),
    ("X-Functions-Key", "pear"),
    ("Ocp-Apim-Subscription-Key", "pear"),
    ("x-goog-api-key", "pear"),
    ("X-Api-Key", "pear"),
    ("Cookie", "sid=pear; theme=dark"),
    ("X-Signature", "pear"),
    ("Api-Key", "pear"),
    ("DD-API-KEY", "pear"),
    ("X-Shopify-Access-Token", "pear"),
    ("key", "pear"),
    ("X-Svc", "pear"),
    ("X-Amz-Security-Token", "pear"),
    ("X-Vault-Token", "hvs.0123456789abcdef"),
    ("X-License", "AAAA-BBBB"),
    ("apikey", "1234"),
];

/// Arguments in which only `pear` is secret.
const ARGUMENTS: &[&[&str]] = &[
    &["--password", "pear"],
    &["-p", "pear"],
    &["--pat", "pear"],
    &["--dsn", "pear"],
    &["--database", "https://u:pear@h/1"],
    &["--key=pear"],
    &["--key", "pear"],
    &["--connection", "Password=pear"],
    &["--connection", "Server=h;User Id=u;Password=pear;"],
    &["--secret-id", "pear"],
    &["-H", "X-Api-Key: pear"],
    &["-H", "X-Svc: pear"],
    &["--header", "Authorization: Bearer pear"],
    &["--header=X-Svc: pear"],
    &["--client-secret", "pear"],
    &["API_KEY=pear"],
    &["-e", "PLAIN=pear"],
    &["--env", "PLAIN=pear"],
    &["--env=PLAIN=pear"],
    &["--api-key=pear"],
    &["--config", r#"{"a": {"apiKey": "pear"}}"#],
    &["postgres://u:pear@h/db"],
    &["https://h/mcp?sig=pear"],
    &["https://h/mcp?profile=pear"],
    &["https://h/s/pear/mcp"],
    &["-c", "run PGPASSWORD=pear psql"],
    &["-c", "curl -H 'Authorization: Bearer pear' https://h/"],
    &["--license", "pear"],
    &["--openai-key", "pear"],
];

/// URLs, each with the part that is secret.
const URLS: &[(&str, &str)] = &[
    ("https://h/s/tok-abcdef0123456789abcdef/mcp", "tok-abcdef0123456789abcdef"),
    (
        "https://h/api/6f1c1a52-1c3b-4ed5-9d35-2f1d0a9b7c11/mcp",
        "6f1c1a52-1c3b-4ed5-9d35-2f1d0a9b7c11",
    ),
    ("https://h/mcp?key=pear", "pear"),
    ("https://h/mcp?sig=pear&v=1", "pear"),
    ("https://h/mcp?code=pear", "pear"),
    ("https://h/mcp?access_token=pear", "pear"),
    ("https://h/mcp?apikey=pear#x", "pear"),
    ("https://h/mcp?profile=pear", "pear"),
    ("https://pear@h/mcp", "pear"),
    ("https://u:pear@h/mcp", "pear"),
    ("https://h/mcp#token=pear", "pear"),
];

/// Harmless values of `env` and headers, with their names.
const HARMLESS: &[(&str, &str)] = &[
    ("PORT", "8080"),
    ("N", "-1.5"),
    ("N", "0x1f"),
    ("CHAT_ID", "-100123456789"),
    ("TIMEOUT", "30s"),
    ("MEMORY", "512MB"),
    ("RATIO", "75%"),
    ("DEBUG", "true"),
    ("DEBUG", "mcp:*"),
    ("VERBOSE", "1"),
    ("USE_TOKEN", "false"),
    ("TOKEN", "none"),
    ("AUTH", "none"),
    ("NODE_ENV", "production"),
    ("APP_ENV", "staging"),
    ("LOG_LEVEL", "debug"),
    ("LEVEL", "INFO"),
    ("RUST_LOG", "warn"),
    ("LANG", "en_US.UTF-8"),
    ("LC_ALL", "C.UTF-8"),
    ("LC_ALL", "C"),
    ("LOCALE", "de-CH"),
    ("LANGUAGE", "de"),
    ("TZ", "Europe/Berlin"),
    ("TZ", "America/Argentina/Buenos_Aires"),
    ("TZ", "UTC"),
    ("PYTHONIOENCODING", "utf-8"),
    ("AWS_REGION", "us-east-1"),
    ("AWS_REGION", "us-gov-west-1"),
    ("GCP_REGION", "europe-west4"),
    ("GCP_ZONE", "us-central1-a"),
    ("AZURE_REGION", "westeurope"),
    ("FORMAT", "json"),
    ("TRANSPORT", "stdio"),
    ("TRANSPORT", "streamable-http"),
    ("MODE", "read-only"),
    ("PROVIDER", "openai"),
    ("MODEL", "gpt-4o-mini"),
    ("MODEL", "claude-sonnet-4-5"),
    ("MODEL", "text-embedding-3-small"),
    ("MODEL", "llama3.1:8b"),
    ("MODEL", "anthropic/claude-3.5-sonnet"),
    ("HOME", "/home/me"),
    ("HOME", "/home/me "),
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("DATA", "./data"),
    ("DATA", "../x/y.db"),
    ("DATA", "~/notes"),
    ("DATA", "C:\\Users\\me\\notes"),
    ("DATA", "%APPDATA%\\mcp"),
    ("MEMORY_FILE_PATH", "@WORK@/memory.jsonl"),
    ("CONFIG", "config.yaml"),
    ("P", "${CLAUDE_PLUGIN_ROOT}/d"),
    ("GOOGLE_APPLICATION_CREDENTIALS", "/p/creds.json"),
    ("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),
    ("TOKEN_FILE", "/run/secrets/token"),
    ("PASSWORD_FILE", "/run/secrets/db"),
    ("TOKEN_PATH", "token.json"),
    ("DB_HOST", "localhost"),
    ("DB_HOST", "db.example.com"),
    ("DB_HOST", "postgres"),
    ("DB_HOST", "postgres:5432"),
    ("DB_HOST", "localhost:5432"),
    ("DB_HOST", "10.0.0.1"),
    ("DB_HOST", "10.0.0.0/8"),
    ("DB_HOST", "[::1]:8080"),
    ("BIND", "0.0.0.0:8080"),
    ("DB_HOST", "db-1.internal"),
    ("NO_PROXY", "localhost,127.0.0.1,.example.com"),
    ("HTTPS_PROXY", "http://127.0.0.1:3128"),
    ("API_URL", "https://api.example.com/v1"),
    ("GITLAB_API_URL", "https://gitlab.com/api/v4"),
    ("TOKEN_URL", "https://h.example/oauth/token"),
    ("URL", "https://h.example/a?page=2&sort=asc"),
    ("URL", "postgres://u:${PW}@db/app"),
    ("URL", "https://${HOST}/mcp"),
    ("URL", "redis://localhost:6379/0"),
    ("URL", "file:///srv/data"),
    ("API_KEY", "${FILES_KEY}"),
    ("API_KEY", "$KEY"),
    ("API_KEY", ""),
    ("VERSION", "1.2.3"),
    ("VERSION", "v1.2.3-beta.1"),
    ("VERSION", "^18.0.0"),
    ("Notion-Version", "2022-06-28"),
    ("MCP-Protocol-Version", "2025-11-25"),
    ("SINCE", "2025-11-25T08:00:00Z"),
    ("TOOLSETS", "repos,issues,pull_requests"),
    ("INCLUDE", "**/*.ts"),
    ("INCLUDE", "*"),
    ("NODE_OPTIONS", "--max-old-space-size=4096"),
    ("NODE_OPTIONS", "--no-warnings --enable-source-maps"),
    ("Accept", "application/json"),
    ("Accept", "application/json, text/event-stream"),
    ("Accept", "*/*"),
    ("Accept", "text/html;q=0.9"),
    ("Accept-Language", "en-US,en;q=0.9"),
    ("Accept-Encoding", "gzip, deflate, br"),
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-cache"),
    ("Connection", "keep-alive"),
    ("User-Agent", "mcphub/1.2"),
    ("X-Requested-With", "XMLHttpRequest"),
    ("MAX_TOKENS", "4096"),
    ("TOKEN_LIMIT", "100"),
    ("CURRENCY", "EUR"),
    ("TERM", "xterm-256color"),
    ("SETTINGS", r#"{"level": "info", "size": 3, "on": true}"#),
    ("ITEMS", r#"["a/b.txt", 1, "json"]"#),
    ("PORTS", "8080:80"),
    ("LICENSE", "MIT"),
];

/// Arguments and URLs without secrets.
const HARMLESS_ARGUMENTS: &[&[&str]] = &[
    &["-y", "@modelcontextprotocol/server-filesystem@2025.11.25", "/srv/data"],
    &["-p", "8080"],
    &["-p", "127.0.0.1:8080:80"],
    &["--port", "8080", "--verbose"],
    &["run", "-i", "--rm", "ghcr.io/x/token-server:latest"],
    &["-e", "LOG_LEVEL=debug"],
    &["-e", "GITHUB_TOKEN"],
    &["--token", "${T}"],
    &["--api-key-file", "/run/secrets/key"],
    &["mcp/postgres", "postgres://localhost/app"],
    &["git+https://github.com/x/y@0123456789abcdef0123456789abcdef01234567"],
    &["https://mcp.example.com/v1/mcp?page=2"],
    &["token-server:1", "sk-learn-server"],
    &["--header", "Accept: application/json"],
    &["-m", "mcp_server_time", "--local-timezone=Europe/Berlin"],
    &["--max-tokens", "4096"],
    &["--public-key", "a"],
];

fn redact_entry(entry: &Value) -> Value {
    Value::Object(redact::entry(entry.as_object().unwrap()))
}

#[test]
fn a_literal_value_in_env_or_headers_is_secret_unless_it_is_harmless() {
    for (section, secrets) in [("env", ENV), ("headers", HEADERS)] {
        for (name, value) in secrets {
            let entry = json!({ section: { *name: value } });
            let shown = &redact_entry(&entry)[section][name];
            let masks = ["***", "Bearer ***", "Basic ***"];
            assert!(masks.iter().any(|mask| *shown == *mask), "{name}: {value} -> {shown}");
        }
    }
}

#[test]
fn secrets_in_arguments_and_urls_are_found_by_name_or_format() {
    for words in ARGUMENTS {
        let entry = json!({ "command": "x", "args": words });
        let wanted = serde_json::to_string(words).unwrap().replace("pear", "***");
        assert_eq!(redact_entry(&entry)["args"].to_string(), wanted);
    }
    for (url, secret) in URLS {
        assert_eq!(redact_entry(&json!({ "url": url }))["url"], url.replace(secret, "***"));
    }
    let npx =
        json!({ "command": "npx", "args": ["-y", "-p", "some-package", "run", "-p", "pear"] });
    assert_eq!(redact_entry(&npx)["args"], json!(["-y", "-p", "some-package", "run", "-p", "***"]));
}

#[test]
fn harmless_values_are_not_redacted() {
    for (name, value) in HARMLESS {
        for section in ["env", "headers"] {
            let entry = json!({ section: { *name: value } });
            assert_eq!(redact_entry(&entry), entry, "{name}");
        }
    }
    for words in HARMLESS_ARGUMENTS {
        let entry = json!({ "command": "x", "args": words });
        assert_eq!(redact_entry(&entry), entry);
    }
}

#[test]
fn the_tables_are_large() {
    assert!(ENV.len() + HEADERS.len() + ARGUMENTS.len() + URLS.len() >= 120);
    assert!(HARMLESS.len() + HARMLESS_ARGUMENTS.len() >= 120);
}
