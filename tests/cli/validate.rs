//! `validate`: every finding, in every format; the exit code says whether it is fit.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

const BAD: &str = r#"{
  "mcpServers": {
    "a": { "url": "https://a.example/mcp" },
    "b": { "type": "stdio", "env": { "KEY": "secret-value-1" } }
  }
}
"#;

#[test]
fn a_good_file_has_no_errors() {
    let sandbox = Sandbox::with_settings("{ \"mcpServers\": {} }");
    assert_snapshot!(sandbox.run(["validate"]), @"");
}

#[test]
fn findings_show_their_place() {
    let sandbox = Sandbox::with_settings(BAD);
    assert_snapshot!(sandbox.run(["validate"]), @"");
    assert_snapshot!(sandbox.run(["check", "--json"]), @"");
    assert_snapshot!(sandbox.run(["validate", "--format", "github"]), @"");
}

#[test]
fn warnings_count_only_when_strict() {
    let sandbox =
        Sandbox::with_settings(r#"{"mcpServers": {"a": {"url": "https://a.example/mcp"}}}"#);
    assert_eq!(sandbox.run(["validate"]).status, 0);
    assert_eq!(sandbox.run(["validate", "--strict"]).status, 1);
}

#[test]
fn sarif_names_rules_and_regions() {
    let sandbox =
        Sandbox::with_settings(r#"{"mcpServers": {"a": {"url": "https://a.example/mcp"}}}"#);
    let output = sandbox.run(["validate", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    assert_snapshot!(format!("{result:#}"), @"");
}

#[test]
fn a_file_that_does_not_parse_is_8_and_shows_no_secret() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "broken.json",
        "{\"mcpServers\": {\"x\": {\"env\": {\"A\": \"secret-1\" \"B\": 1}}}}",
    );
    assert_snapshot!(sandbox.run(["validate", "broken.json"]), @"");
    assert_snapshot!(sandbox.run(["validate", "none.json"]), @"");
    assert_snapshot!(sandbox.run(["validate"]), @"");
}

#[test]
fn several_files_and_standard_input_are_checked() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write("bad.json", BAD);
    assert_eq!(sandbox.run(["validate", "mcp_settings.json", "bad.json"]).status, 1);
    assert_snapshot!(sandbox.pipe("[]", ["validate", "-"]), @"");
}
