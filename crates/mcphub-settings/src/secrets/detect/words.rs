//! Word lists: prefixes of well-known tokens, words in the names of secrets, and harmless values.

/// Prefixes of the tokens of well-known services.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "1//0", "ABIA", "ACCA", "AGE-SECRET-KEY-", "AIza", "AKIA", "AROA", "ASIA", "ATATT3", "ATCTT3",
    "BBDC-", "CFPAT-", "FLWSECK", "GOCSPX-", "GR1348941", "HRKU-", "LTAI", "NRAK-", "PMAK-",
    "SG.", "atlasv1.", "csk-", "ctx7sk-", "dapi", "dckr_pat_", "dop_v1_", "doo_v1_", "dor_v1_",
    "dp.pt.", "dt0c01.", "eyJ", "fc-", "figd_", "fo1_", "gho_", "ghp_", "ghr_", "ghs_", "ghu_",
    "github_pat_", "glc_", "gldt-", "glpat-", "glptt-", "glrt-", "glsa_", "gsk_", "hf_", "hvb.",
    "hvs.", "lin_api_", "lin_oauth_", "mcphub_", "mlsn.", "npm_", "ntn_", "nvapi-", "phc_",
    "phx_", "pk_live_", "pk_test_", "pplx-", "pscale_", "pypi-", "r8_", "re_", "rk_live_",
    "rk_test_", "rubygems_", "sb_publishable_", "sb_secret_", "sbp_", "secret_", "sgp_", "shpat_",
    "shpca_", "shppa_", "shpss_", "sk-", "sk_", "sl.", "sntrys_", "sntryu_", "sq0atp-", "sq0csp-",
    "tfp_", "tskey-", "tvly-", "vercel_", "whsec_", "xai-", "xapp-", "xkeysib-", "xox", "ya29.",
];

/// Substrings of a key without separators that make it the name of a secret.
#[rustfmt::skip]
pub(super) const SECRET_SUBSTRINGS: &[&str] = &[
    "secret", "token", "password", "passwd", "passphrase", "passcode", "apikey", "accesskey",
    "privatekey", "authkey", "signingkey", "encryptionkey", "subscriptionkey", "licensekey",
    "credential", "cookie", "signature", "webhook", "connectionstring", "connstr", "mnemonic",
];

/// Words of a key that make it the name of a secret: `USER_PIN`, `stripeSig`.
#[rustfmt::skip]
pub(super) const SECRET_WORDS: &[&str] = &[
    "bearer", "creds", "cvc", "cvv", "dsn", "hmac", "jwt", "licence", "license", "otp", "pass",
    "pat", "pepper", "pin", "psk", "pw", "pwd", "salt", "sig", "ssn", "totp",
];

/// Complete keys that name a secret.
pub(super) const SECRET_KEYS: &[&str] = &["auth", "authorization", "proxyauthorization"];

/// Complete names of flags and parameters that name a secret.
pub(super) const SECRET_PARAMETERS: &[&str] = &["key", "code", "sid"];

/// Words before `key` that make it harmless: `PUBLIC_KEY`, `sortKey`.
#[rustfmt::skip]
pub(super) const WORDS_BEFORE_HARMLESS_KEYS: &[&str] = &[
    "cache", "column", "foreign", "group", "hash", "header", "hot", "lookup", "map", "object",
    "partition", "primary", "public", "range", "routing", "row", "shortcut", "sort",
];

/// Suffixes of keys of metadata about a secret.
#[rustfmt::skip]
pub(super) const METADATA_SUFFIXES: &[&str] = &[
    "url", "uri", "endpoint", "path", "file", "dir", "folder", "name", "type", "lifetime",
    "method", "limit", "count", "ttl", "expiry", "expires", "timeout", "length", "size",
    "algorithm", "enabled", "policy", "version",
];

/// Keys of security settings with public values, without separators.
#[rustfmt::skip]
pub(super) const PUBLIC_SETTINGS: &[&str] = &[
    "audience", "clientid", "clientname", "clienturi", "contacts", "flow", "granttype",
    "granttypes", "in", "issuer", "logouri", "name", "policyuri", "redirecturi", "redirecturis",
    "resource", "responsetype", "responsetypes", "scheme", "scope", "scopes", "softwareversion",
    "tokenendpointauthmethod", "tosuri", "type", "username",
];

/// Substrings of keys that concern the tokens of language models.
#[rustfmt::skip]
pub(super) const MODEL_TOKEN_COUNTS: &[&str] = &[
    "maxtoken", "mintoken", "outputtoken", "inputtoken", "contexttoken", "totaltoken",
    "tokenizer", "tokencount", "tokenlimit", "tokenbudget",
];

/// Prefixes of credentials in headers.
pub(crate) const SCHEMES: &[&str] = &["Bearer ", "bearer ", "Basic ", "basic ", "token ", "Token "];

/// Segments of a URL's path that precede a secret.
#[rustfmt::skip]
pub(super) const BEFORE_SECRETS: &[&str] =
    &[
    "s", "hook", "hooks", "webhook", "webhooks", "token", "key", "apikey", "api-key", "secret",
];

/// Headers that describe the message.
#[rustfmt::skip]
pub(super) const DESCRIBING_HEADERS: &[&str] = &[
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control",
    "connection", "content-encoding", "content-language", "content-type", "host", "origin",
    "user-agent",
];

/// Values that are not secrets even if their key names one.
#[rustfmt::skip]
pub(super) const NON_SECRETS: &[&str] = &[
    "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "undefined", "disabled",
    "enabled", "required", "optional", "auto", "mit", "apache-2.0", "isc", "bsd-2-clause",
    "bsd-3-clause", "mpl-2.0", "gpl-3.0", "lgpl-3.0", "agpl-3.0", "cc0-1.0", "unlicense",
];

/// Harmless words in lowercase.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    // Environments.
    "production", "prod", "ops", "development", "dev", "develop", "staging", "stage", "test", "testing",
    "qa", "uat", "preview", "sandbox", "live", "local", "localhost", "demo", "ci", "default",
    "beta", "alpha", "canary", "stable", "latest", "nightly", "main", "master", "public",
    "private", "internal", "external", "global", "shared",
    // Levels and switches.
    "trace", "debug", "info", "information", "notice", "warn", "warning", "error", "err", "fatal",
    "critical", "crit", "emergency", "alert", "verbose", "quiet", "silent", "all", "any", "some",
    "only", "never", "always", "once", "strict", "lax", "loose", "basic", "bearer", "full",
    "partial", "minimal", "compact", "simple", "standard", "custom", "advanced", "normal", "high",
    "medium", "low", "max", "min", "fast", "slow", "small", "large", "tiny", "base", "y", "n",
    "t", "f", "allow", "deny", "block", "ignore", "skip", "force", "manual", "automatic",
    "readonly", "read-only", "read_only", "readwrite", "read-write", "read", "write", "execute",
    "admin", "user", "guest", "viewer", "editor", "owner", "member", "anonymous", "self",
    "system", "replace", "append", "prepend", "merge", "keep", "drop", "create", "update",
    "delete", "select", "insert", "list", "get", "post", "put", "patch", "head", "options",
    // Encodings and formats.
    "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "ascii", "latin1", "latin-1", "iso-8859-1",
    "us-ascii", "base64", "base64url", "hex", "binary", "json", "jsonl", "ndjson", "json5",
    "text", "txt", "plain", "pretty", "xml", "yaml", "yml", "toml", "csv", "tsv", "html",
    "markdown", "md", "pdf", "png", "jpg", "jpeg", "gif", "webp", "svg", "mp3", "mp4", "wav",
    "string", "number", "integer", "boolean", "array", "object", "raw", "gzip", "br", "deflate",
    "zstd", "identity", "chunked", "keep-alive", "close", "no-cache", "no-store", "no-transform",
    "must-revalidate", "max-age", "q", "xmlhttprequest", "nosniff", "deny-all", "cors",
    "same-origin", "cross-site", "navigate", "websocket", "upgrade",
    // Transports, protocols and platforms.
    "stdio", "sse", "streamable-http", "streamablehttp", "streamable_http", "http", "https", "h2",
    "ws", "wss", "tcp", "udp", "tls", "ssl", "ipv4", "ipv6", "unix", "grpc", "rest", "graphql",
    "openapi", "mcp", "oauth", "oauth2", "oidc", "saml", "ldap", "memory", "file", "disk",
    "stdout", "stderr", "stdin", "console", "syslog", "journald", "cli", "api", "web", "browser",
    "desktop", "mobile", "server", "client", "proxy", "linux", "darwin", "macos", "windows",
    "win32", "x64", "x86_64", "amd64", "arm64", "aarch64", "docker", "node", "nodejs", "python",
    "python3", "deno", "bun", "java", "ruby", "go", "rust", "typescript", "javascript", "bash",
    "sh", "zsh", "fish", "npx", "uvx", "npm", "pnpm", "yarn", "pip", "uv", "truecolor", "xterm",
    "xterm-256color", "dumb", "screen", "vt100", "light", "dark", "chromium", "chrome", "firefox",
    "webkit", "msedge", "safari", "headless", "headed",
    // Products that name a host, a driver or a provider.
    "postgres", "postgresql", "mysql", "mariadb", "sqlite", "sqlite3", "mongo", "mongodb",
    "redis", "valkey", "memcached", "kafka", "rabbitmq", "nats", "elasticsearch", "opensearch",
    "clickhouse", "mssql", "oracle", "db", "database", "cache", "queue", "broker", "minio", "s3",
    "gcs", "azure", "aws", "gcp", "openai", "anthropic", "google", "gemini", "mistral", "cohere",
    "ollama", "groq", "bedrock", "vertex", "huggingface", "openrouter", "deepseek", "github",
    "gitlab", "bitbucket", "slack", "notion", "jira", "linear", "figma", "stripe", "sentry",
    "supabase", "vercel", "cloudflare", "qdrant", "pinecone", "weaviate", "chroma", "chromadb",
    "pgvector", "duckdb", "repos", "issues", "pull_requests", "pull-requests", "users", "orgs",
    "context", "actions", "code_security", "tools", "prompts", "resources", "docs", "search",
    "fetch", "everything", "hub", "mcphub", "weather", "time", "filesystem", "public-read",
    "schema", "dbo",
    // Time zones and languages of a single word.
    "utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "cst", "mst", "jst", "posix", "en",
    "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "ko", "ar", "hi", "tr",
    "sv", "no", "nb", "da", "fi", "cs", "el", "he", "hu", "ro", "th", "vi", "id", "us", "eu",
    "gb", "ch", "at", "english", "german", "french", "spanish", "usd", "eur", "gbp", "chf", "jpy",
    "metric", "imperial", "celsius", "fahrenheit", "asc", "desc", "ascending", "descending",
    // Regions without a number.
    "eastus", "westus", "centralus", "northeurope", "westeurope", "uksouth", "ukwest", "eastasia",
    "southeastasia", "japaneast", "australiaeast", "global-1",
];

/// Prefixes of the names of language models.
#[rustfmt::skip]
pub(super) const MODELS: &[&str] = &[
    "claude-", "codestral", "command-r", "deepseek-", "gemini-", "gemma", "gpt-", "grok-",
    "llama", "mistral-", "mixtral", "nomic-embed", "o1-", "o3-", "o4-", "phi-", "qwen",
    "text-embedding-", "voyage-", "whisper-",
];

/// First components of time zone names.
#[rustfmt::skip]
pub(super) const ZONES: &[&str] = &[
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil",
    "Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "US",
];

/// First components of media types.
#[rustfmt::skip]
pub(super) const MEDIA_TYPES: &[&str] = &[
    "*", "application", "audio", "font", "image", "message", "model", "multipart", "text",
    "video",
];

/// First components of region names with a number: `us-east-1`, `europe-west4`.
#[rustfmt::skip]
pub(super) const REGIONS: &[&str] = &[
    "af", "ap", "asia", "australia", "ca", "cn", "eu", "europe", "il", "me", "mx", "northamerica",
    "sa", "southamerica", "us",
];

/// Top-level and other final domains of host names.
#[rustfmt::skip]
pub(super) const FINAL_DOMAINS: &[&str] = &[
    "ai", "app", "at", "au", "be", "biz", "br", "ca", "ch", "cloud", "cluster", "cn", "co", "com",
    "corp", "cz", "de", "dev", "dk", "edu", "es", "eu", "example", "fi", "fr", "gov", "home",
    "host", "in", "info", "int", "internal", "invalid", "io", "it", "jp", "kr", "lan", "local",
    "localdomain", "localhost", "me", "mx", "net", "nl", "no", "nz", "online", "org", "page",
    "pl", "pt", "ru", "run", "se", "sh", "site", "so", "store", "svc", "tech", "test", "to", "tv",
    "tw", "ua", "uk", "us", "xyz", "za", "zone",
];

/// Units after a number.
#[rustfmt::skip]
pub(super) const UNITS: &[&str] = &[
    "%", "b", "c", "d", "day", "days", "fps", "g", "gb", "gib", "h", "hz", "k", "kb", "kib",
    "khz", "m", "mb", "mi", "mib", "min", "mins", "ms", "ns", "p", "pt", "px", "rpm", "s", "sec",
    "secs", "t", "tb", "tib", "us", "w", "x", "y", "gi", "ki", "hours", "hour", "minutes",
    "seconds",
];
