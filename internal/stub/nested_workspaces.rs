#[test]
#[rustfmt::skip] fn nested_workspaces() {
    let nw = std::env::var_os("CARGO_NW").unwrap_or("cargo-nw".into());
    let install = "go install github.com/cargo-nw/cargo-nw@latest";
    let nw = || std::process::Command::new(&nw);
    let greeting = nw().args(["hook", "build"]).env_remove("CARGO_MANIFEST_DIR").output();
    let greeting = greeting.unwrap_or_else(|e| panic!("{:?}: {}; install it: {}", nw(), e, install));
    let ours = greeting.stdout.starts_with(b"cargo-nw hook ");
    assert!(ours, "{:?} is another program of that name; install ours: {}", nw(), install);
    let hook = nw().args(["hook", "test"]).status().unwrap();
    assert!(hook.success(), "cargo-nw hook test: {}", hook);
}
