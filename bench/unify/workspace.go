package main

import (
	"os"
	"path/filepath"
	"strings"
)

// members of the workspace, in the order in which they are built alone.
var members = []string{"base", "macros", "client", "server", "store", "codegen", "cli", "worker"}

// dependencies of each member, and more tables after them.
var dependencies = map[string]string{
	"base": `serde = { version = "1", features = ["derive"] }
bytes = "1"
thiserror = "2"
itoa = "1"
smallvec = "1"
indexmap = "2"
`,
	"macros": `syn = { version = "2", features = ["full"] }
quote = "1"
proc-macro2 = "1"
`,
	"client": `base = { path = "../base" }
tokio = { version = "1", features = ["rt", "net", "time"] }
hyper = { version = "1", features = ["client", "http1"] }
hyper-util = { version = "0.1", features = ["client-legacy", "http1", "tokio"] }
http-body-util = "0.1"
serde_json = "1"
url = "2"
futures = "0.3"
tracing = "0.1"
`,
	"server": `base = { path = "../base" }
macros = { path = "../macros" }
store = { path = "../store" }
axum = { version = "0.8", features = ["macros", "ws", "multipart"] }
tokio = { version = "1", features = ["full"] }
tower = { version = "0.5", features = ["util", "limit", "timeout"] }
tower-http = { version = "0.6", features = ["trace", "cors", "fs", "compression-gzip"] }
tracing = "0.1"
tracing-subscriber = { version = "0.3", features = ["env-filter", "json"] }
serde_json = "1"
uuid = { version = "1", features = ["v4", "serde"] }
chrono = { version = "0.4", features = ["serde"] }
`,
	"store": `base = { path = "../base" }
regex = { version = "1", default-features = false, features = ["std", "perf"] }
hashbrown = { version = "0.15", features = ["serde"] }
indexmap = { version = "2", features = ["serde"] }
chrono = { version = "0.4", default-features = false, features = ["clock"] }
bitflags = { version = "2", features = ["serde"] }
sha2 = "0.10"
rand = "0.9"
[build-dependencies]
codegen = { path = "../codegen" }
`,
	"codegen": `syn = { version = "2", features = ["extra-traits"] }
quote = "1"
proc-macro2 = "1"
prettyplease = "0.2"
serde_json = "1"
regex = "1"
`,
	"cli": `base = { path = "../base" }
client = { path = "../client" }
clap = { version = "4", features = ["derive", "env", "wrap_help"] }
anyhow = "1"
serde_json = { version = "1", features = ["raw_value"] }
tracing = { version = "0.1", features = ["log"] }
toml = "0.8"
ignore = "0.4"
tempfile = "3"
url = { version = "2", features = ["serde"] }
`,
	"worker": `base = { path = "../base", features = ["work"] }
tokio = { version = "1", features = ["rt-multi-thread", "sync", "macros"] }
rayon = "1"
crossbeam = "0.8"
flate2 = "1"
regex = "1"
uuid = { version = "1", features = ["v7"] }
time = { version = "0.3", features = ["formatting", "parsing"] }
smallvec = { version = "1", features = ["union"] }
rand = { version = "0.9", features = ["small_rng"] }
walkdir = "2"
`,
}

// write makes the workspace in dir.
func write(dir string) error {
	quoted := make([]string, len(members))
	for i, m := range members {
		quoted[i] = `"` + m + `"`
	}
	files := map[string]string{"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [" + strings.Join(quoted, ", ") + "]\n"}
	for _, m := range members {
		head := "[package]\nname = \"" + m + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
		switch m {
		case "macros":
			head += "[lib]\nproc-macro = true\n"
		case "base":
			head += "[features]\nwork = []\n"
		case "store":
			files[m+"/build.rs"] = "fn main() {}\n"
		}
		source := "src/lib.rs"
		if m == "server" || m == "cli" || m == "worker" {
			source, files[m+"/src/main.rs"] = "src/main.rs", "fn main() {}\n"
		}
		if source == "src/lib.rs" {
			files[m+"/"+source] = ""
		}
		files[m+"/Cargo.toml"] = head + "[dependencies]\n" + dependencies[m]
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
