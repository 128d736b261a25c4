//! `explain`: every code of `validate`.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

#[test]
fn every_listed_code_is_explained() {
    let sandbox = Sandbox::new();
    let all = sandbox.run(["explain"]);
    let codes: Vec<_> = all.stdout.lines().collect();
    assert!(codes.len() > 3, "{all}");
    for code in codes {
        let output = sandbox.run(["explain", code]);
        assert!(output.status == 0 && output.stdout.len() > 20, "{code}\n{output}");
    }
}

#[test]
fn an_unknown_code_is_6() {
    assert_snapshot!(Sandbox::new().run(["explain", "sintax"]), @"
    ------- stderr -------
    error: no finding `sintax`
    hint: did you mean `syntax`?
    hint: `mcphub explain` lists all
    [exit status: 6]
    ");
}
