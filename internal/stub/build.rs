#[rustfmt::skip] fn main() {
    let nw = std::env::var_os("CARGO_NW").unwrap_or("cargo-nw".into());
    let mut hook = std::process::Command::new(&nw);
    let why = match hook.args(["hook", "build"]).stderr(std::process::Stdio::inherit()).output() {
        Ok(out) if out.stdout.starts_with(b"cargo-nw hook ") => {
            print!("{}", String::from_utf8_lossy(&out.stdout));
            std::process::exit(out.status.code().unwrap_or(3))
        }
        other => other.map_or_else(|e| e.to_string(), |_| "is another program of that name".into()),
    };
    println!("cargo:rerun-if-changed=cargo-nw\ncargo:warning=nested workspaces left out: {nw:?}: {why}; install it: go install github.com/cargo-nw/cargo-nw@latest");
}
