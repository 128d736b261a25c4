//! The checked-in completions and schema match the output of the program.

use std::fs;
use std::path::Path;

use crate::support::sandbox::Sandbox;

#[test]
fn completions_are_current() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (shell, file) in [
        ("bash", "mcphub.bash"),
        ("zsh", "_mcphub"),
        ("fish", "mcphub.fish"),
        ("powershell", "_mcphub.ps1"),
        ("elvish", "mcphub.elv"),
    ] {
        let output = Sandbox::new().run(["completions", shell]);
        assert_eq!((output.stderr.as_str(), output.status), ("", 0));
        let path = Path::new("completions").join(file);
        if update {
            fs::create_dir_all("completions").unwrap();
            fs::write(path, &output.stdout).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != output.stdout {
            wrong.push(file);
        }
    }
    assert!(wrong.is_empty(), "not current (UPDATE=1 rewrites them): {wrong:?}");
}

#[test]
fn the_schema_is_the_one_that_was_reviewed() {
    let schema = Sandbox::new().run(["schema"]).stdout;
    assert_eq!(schema, fs::read_to_string("tests/data/settings/schema.json").unwrap());
}
