#[test]
fn nested_workspaces() {
    let nw = std::env::var_os("CARGO_NW").unwrap_or("cargo-nw".into());
    let hook = std::process::Command::new(&nw).args(["hook", "test"]).status();
    let hook = hook.expect("cargo-nw is not installed: go install github.com/cargo-nw/cargo-nw@latest");
    assert!(hook.success(), "cargo-nw hook test: {hook}");
}
