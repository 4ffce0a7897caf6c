#[test]
#[rustfmt::skip] fn nested_workspaces() {
    let (nw, ci) = (std::env::var_os("CARGO_NW").unwrap_or("cargo-nw".into()), std::env::var_os("CI").is_some());
    let install = "go install github.com/cargo-nw/cargo-nw@latest";
    let nw = || std::process::Command::new(&nw);
    let greeting = nw().args(["hook", "build"]).env_remove("CARGO_MANIFEST_DIR").output();
    let why = |e| format!("nested workspaces not tested: {:?}: {}; install it: {}\n", nw(), e, install);
    let greeting = match greeting { Err(e) if !ci => return drop(std::io::Write::write_all(&mut std::io::stderr(), why(e).as_bytes())), other => other.unwrap_or_else(|e| panic!("{}", why(e))) };
    assert!(greeting.stdout.starts_with(b"cargo-nw hook "), "{:?} is another program of that name; install ours: {}", nw(), install);
    let hook = nw().args(["hook", "test"]).status().unwrap();
    assert!(hook.success(), "cargo-nw hook test: {}", hook);
}
