//! Clients register themselves, are added by admins, or are described by a document.

use serde_json::{Value, json};

use crate::serve::issues_tokens::{file, text};
use crate::support::api::{Api, Reply};
use crate::support::browser::{App, Browser, CALLBACK};
use crate::support::server::Hub;
use crate::support::tls::Tls;

#[test]
fn a_client_registers_and_manages_its_registration() {
    let hub = Hub::start(&file());
    let metadata = json!({
        "redirect_uris": [CALLBACK, "cursor://anysphere.cursor-mcp/oauth/callback", "https://app.example/cb"],
        "client_name": "App",
    });
    let (status, client) = hub.http().json("POST", "/oauth/register", &metadata);
    assert_eq!(status, 201, "{client}");
    let (id, secret) = (text(&client["client_id"]), text(&client["client_secret"]));
    assert_eq!((id.len(), secret.len()), (32, 64));
    assert_eq!(
        (&client["token_endpoint_auth_method"], &client["client_secret_expires_at"]),
        (&json!("client_secret_basic"), &json!(0))
    );
    let url = text(&client["registration_client_uri"]);
    let path = url.strip_prefix(&format!("http://{}", hub.address)).unwrap();
    let http = hub.http().bearer(text(&client["registration_access_token"]));
    // The registration survives a restart.
    let (_, shown) = http.json("GET", path, &Value::Null);
    assert_eq!((&shown["client_name"], shown.get("client_secret")), (&json!("App"), None));
    let new = json!({ "redirect_uris": [CALLBACK], "client_name": "New" });
    assert_eq!(http.json("PUT", path, &new).1["client_name"], "New");
    assert_eq!(hub.http().bearer("wrong").json("GET", path, &Value::Null).0, 401);
    assert_eq!(hub.http().json("GET", path, &Value::Null).0, 401);

    let app = App::with_id(&hub, id);
    let browser = Browser::of_user(&hub, "bob");
    let exchange = |secret: &[(&str, &str)]| app.exchange(&app.code(&browser, &[]), secret);
    let (status, body) = exchange(&[]);
    assert_eq!((status, text(&body["error"])), (401, "invalid_client"));
    assert_eq!(exchange(&[("client_secret", secret)]).0, 401, "it registered Basic");
    assert_eq!(http.json("DELETE", path, &Value::Null).0, 204);
    assert_eq!(http.json("GET", path, &Value::Null).0, 401);
    assert_eq!(browser.get(&app.authorize_path(&[])).status, 400);
}

#[test]
fn a_bad_registration_is_refused_with_its_fault() {
    let mut file = file();
    let hub = Hub::start(&file);
    let register = |hub: &Hub, metadata: Value| {
        let (status, body) = hub.http().json("POST", "/oauth/register", &metadata);
        (status, text(&body["error"]).to_owned())
    };
    let uri = "invalid_redirect_uri".to_owned();
    for bad in
        ["http://evil.example/", "javascript:x", "https://u@a/", "https://a/#f", "https://*.a/"]
    {
        assert_eq!(register(&hub, json!({ "redirect_uris": [CALLBACK, bad] })), (400, uri.clone()));
    }
    let long = "x".repeat(5000);
    let metadata = "invalid_client_metadata".to_owned();
    let large = json!({ "redirect_uris": [CALLBACK], "client_name": long });
    assert_eq!(register(&hub, large), (400, metadata.clone()));
    assert_eq!(hub.http().send("POST", "/oauth/register", "[").0, 400);
    file["systemConfig"] =
        json!({ "oauthServer": { "dynamicRegistration": { "enabled": false } } });
    let closed = Hub::start(&file);
    assert_eq!(register(&closed, json!({ "redirect_uris": [CALLBACK] })).0, 403);
    file["systemConfig"] =
        json!({ "oauthServer": { "dynamicRegistration": { "requiresAuthentication": true } } });
    let known = Hub::start(&file);
    let new = json!({ "redirect_uris": [CALLBACK] });
    assert_eq!(register(&known, new.clone()).0, 401);
    assert_eq!(known.owner().json("POST", "/oauth/register", &new).0, 201);
}

#[test]
fn an_admin_adds_changes_and_removes_clients() {
    let hub = Hub::start(&file());
    let admin = hub.owner();
    let new = json!({ "name": "App", "redirectUris": [CALLBACK] });
    let (status, made) = admin.json("POST", "/api/oauth/clients", &new);
    assert_eq!(status, 201, "{made}");
    let (id, secret) = (text(&made["client"]["clientId"]), text(&made["client"]["clientSecret"]));
    let path = format!("/api/oauth/clients/{id}");
    let shown = json!({
        "clientId": id, "name": "App", "redirectUris": [CALLBACK],
        "grants": ["authorization_code", "refresh_token"], "scopes": null, "owner": "admin",
    });
    let registered = App::register(&hub);
    let (_, list) = admin.json("GET", "/api/oauth/clients", &Value::Null);
    assert_eq!(list["clients"][0], shown);
    assert_eq!(
        (&list["clients"][1]["clientId"], &list["clients"][1]["owner"]),
        (&json!(registered.id), &json!("dynamic-registration"))
    );
    assert!(!list.to_string().contains(secret));
    assert_eq!(
        admin.json("GET", &path, &Value::Null),
        (200, json!({ "success": true, "client": shown }))
    );

    let (app, browser) = (App::with_id(&hub, id), Browser::of_user(&hub, "bob"));
    let exchange = |secret: &str| {
        let fields = [("client_secret", secret)];
        app.exchange(&app.code(&browser, &[]), &fields)
    };
    assert_eq!(exchange("wrong").0, 401);
    let (_, tokens) = exchange(secret);
    let (_, renewed) = admin.json("POST", &format!("{path}/regenerate-secret"), &json!({}));
    assert_eq!((exchange(secret).0, exchange(text(&renewed["clientSecret"])).0), (401, 200));
    let bad = json!({ "name": "Other", "redirectUris": ["javascript:x", "https://*.a/"] });
    let (status, refused) = admin.json("PUT", &path, &bad);
    assert_eq!((status, refused["errors"].as_array().map(Vec::len)), (400, Some(2)), "{refused}");
    assert_eq!(admin.json("PUT", &path, &json!({ "name": "Other" })).1["client"]["name"], "Other");
    assert_eq!(
        admin
            .json("PUT", &format!("/api/oauth/clients/{}", registered.id), &json!({ "name": "x" }))
            .0,
        400
    );

    let login = json!({ "username": "bob", "password": crate::support::browser::PASSWORD });
    let (_, login) = hub.http().json("POST", "/api/auth/login", &login);
    let bob = hub.http().with("x-auth-token", text(&login["token"]));
    assert_eq!(bob.json("GET", "/api/oauth/clients", &Value::Null).1["clients"], json!([]));
    assert_eq!(bob.json("GET", &path, &Value::Null).0, 403);
    assert_eq!(bob.json("POST", "/api/oauth/clients", &new).0, 403);

    assert_eq!(admin.json("DELETE", &path, &Value::Null).0, 200);
    assert_eq!(admin.json("GET", &path, &Value::Null).0, 404);
    let http = hub.http().bearer(text(&tokens["access_token"]));
    assert_eq!(http.send("GET", "/oauth/userinfo", "").0, 401);
    let path = format!("/api/oauth/clients/{}", registered.id);
    assert_eq!(admin.json("DELETE", &path, &Value::Null).0, 200);
    assert_eq!(browser.get(&registered.authorize_path(&[])).status, 400);
}

#[test]
fn the_command_line_manages_the_same_clients() {
    let hub = Hub::start(&file());
    let words = ["auth", "clients", "add", "App", "--redirect-uri", CALLBACK];
    let secret = hub.run(&words);
    assert_eq!(secret.trim().len(), 64);
    let list: Value = serde_json::from_str(&hub.run(&["auth", "clients", "--json"])).unwrap();
    let id = text(&list["clients"][0]["id"]).to_owned();
    assert_eq!(
        list["clients"],
        json!([{ "id": id, "name": "App", "from": "settings", "redirectUris": [CALLBACK], "lastUsed": null }])
    );
    let (app, browser) = (App::with_id(&hub, &id), Browser::of_user(&hub, "bob"));
    crate::support::process::becomes(&200, || browser.get(&app.authorize_path(&[])).status);
    let code = app.code(&browser, &[]);
    assert_eq!(app.exchange(&code, &[("client_secret", secret.trim())]).0, 200);
    assert!(hub.run(&["auth", "tokens"]).contains("bob"));
    assert!(!hub.run(&["list", "--json"]).contains(secret.trim()));
    hub.run(&["auth", "clients", "revoke", &id]);
    assert_eq!(
        hub.run(&["auth", "tokens", "--json"]).replace(['\n', ' '], ""),
        r#"{"version":1,"tokens":[]}"#
    );
    let bad =
        hub.try_run(&["auth", "clients", "add", "x", "--redirect-uri", "http://evil.example/"]);
    assert_eq!(bad.status.code(), Some(2));
}

#[test]
fn a_document_describes_the_client_that_it_names() {
    let api = Api::start(|request| {
        let host = request.header("host");
        let id = format!("https://{host}/client.json");
        let path = request.line.split(' ').nth(1).unwrap();
        Some(match path {
            "/client.json" => Reply::json(&json!({
                "client_id": id, "client_name": "Documented", "redirect_uris": ["http://localhost/callback"],
                "token_endpoint_auth_method": "none",
            })),
            "/other.json" => Reply::json(&json!({ "client_id": id, "redirect_uris": [CALLBACK] })),
            "/moved.json" => Reply::new("302 Found", "text/plain", "").with("location", id),
            _ => Reply::new("200 OK", "application/json", "x".repeat(100_000)),
        })
    });
    let tls = Tls::before(api.url.trim_start_matches("http://"), "localhost");
    let port = tls.address.rsplit_once(':').unwrap().1.to_owned();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &tls.ca_pem).unwrap();
    let mut file = file();
    let trust = [("SSL_CERT_FILE", ca.to_str().unwrap())];
    let id = format!("https://localhost:{port}/client.json");
    let page = |hub: &Hub, id: &str| {
        Browser::of_user(hub, "bob").get(&App::with_id(hub, id).authorize_path(&[]))
    };
    // A private address is not even asked.
    let hub = Hub::start_env(&file, &trust);
    assert_eq!(page(&hub, &id).status, 400);
    assert_eq!(api.lines().len(), 0);
    file["systemConfig"] = json!({ "network": { "allowedCidrs": ["127.0.0.0/8", "::1"] } });
    let hub = Hub::start_env(&file, &trust);
    for bad in ["other.json", "moved.json", "large.json"] {
        assert_eq!(page(&hub, &format!("https://localhost:{port}/{bad}")).status, 400, "{bad}");
    }
    let shown = page(&hub, &id);
    assert_eq!(shown.status, 200, "{}", shown.text);
    let from = format!("<b>Documented</b> (described by localhost:{port})");
    assert!(shown.text.contains(&from), "{}", shown.text);
    let before = api.lines().len();
    let (app, browser) = (App::with_id(&hub, &id), Browser::of_user(&hub, "bob"));
    let tokens = app.log_in(&browser, &[]);
    assert_eq!(app.refresh(text(&tokens["refresh_token"])).0, 200);
    assert_eq!(api.lines().len(), before, "the document is kept");
    file["systemConfig"]["oauthServer"] = json!({ "clientIdMetadata": { "enabled": false } });
    assert_eq!(page(&Hub::start_env(&file, &trust), &id).status, 400);
}

#[test]
fn registrations_are_limited_for_each_address() {
    let hub = Hub::start_env(&file(), &[("TRUST_PROXY", "1")]);
    let metadata = json!({ "redirect_uris": [CALLBACK] }).to_string();
    let register = |from: &str| {
        let headers = [("x-forwarded-for", from)];
        hub.http().open("POST", "/oauth/register", &headers, &metadata)
    };
    let statuses: Vec<u16> = (0..21).map(|_| register("203.0.113.5").status).collect();
    assert_eq!((&statuses[..20], statuses[20]), (&[201; 20][..], 429));
    assert!(register("203.0.113.5").header("retry-after").is_some());
    assert_eq!(register("203.0.113.6").status, 201);
}

#[test]
fn a_trusted_proxy_decides_the_issuer_and_another_does_not() {
    let issuer = |hub: &Hub| {
        let headers = [("x-forwarded-proto", "https"), ("x-forwarded-host", "hub.example")];
        let path = "/.well-known/oauth-authorization-server";
        let body = hub.http().open("GET", path, &headers, "").text();
        let body: Value = serde_json::from_str(&body).unwrap();
        text(&body["issuer"]).to_owned()
    };
    let hub = Hub::start(&file());
    assert_eq!(issuer(&hub), format!("http://{}", hub.address));
    let hub = Hub::start_env(&file(), &[("TRUST_PROXY", "1")]);
    assert_eq!(issuer(&hub), "https://hub.example");
    let hub = Hub::start_env(&file(), &[("INSTALL_BASE_URL", "https://other.example/")]);
    assert_eq!(issuer(&hub), "https://other.example");
}
