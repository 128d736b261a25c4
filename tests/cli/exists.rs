//! `exists`: no output, only an exit code.

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn answers_by_its_exit_code_alone() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_eq!(sandbox.run(["exists", "time"]).to_string(), "[exit status: 0]");
    assert_eq!(sandbox.run(["exists", "tim"]).to_string(), "[exit status: 6]");
    assert_eq!(Sandbox::new().run(["exists", "time"]).to_string(), "[exit status: 6]");
    assert_eq!(Sandbox::with_settings("{").run(["exists", "time"]).status, 8);
}
