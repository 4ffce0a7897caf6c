package args_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestSpecNames(t *testing.T) {
	t.Parallel()
	registry := args.PackageID{Name: "serde", Version: "1.0.219", Source: "registry+https://github.com/rust-lang/crates.io-index"}
	sparse := args.PackageID{Name: "serde", Version: "1.0.219", Source: "sparse+https://index.example.com/x/"}
	git := args.PackageID{Name: "regex", Version: "1.2.3-rc.1", Source: "git+https://github.com/rust-lang/regex?branch=next#0123456789"}
	local := args.PackageID{Name: "e", Version: "0.1.0", Source: "path+file:///w/a b/e"}
	tests := []struct {
		spec string
		id   args.PackageID
		want bool
	}{
		{"serde", registry, true},
		{"serd", registry, false},
		{"serde_json", registry, false},
		{"serde@1", registry, true},
		{"serde@1.0", registry, true},
		{"serde:1.0.219", registry, true},
		{"serde@2", registry, false},
		{"serde@1.0.21", registry, false},
		{"https://github.com/rust-lang/crates.io-index#serde", registry, true},
		{"https://GitHub.com/rust-lang/crates.io-index#serde@1.0", registry, true},
		{"registry+https://github.com/rust-lang/crates.io-index#serde@1", registry, true},
		{"git+https://github.com/rust-lang/crates.io-index#serde@1", registry, false},
		{"https://github.com/rust-lang/crates.io-index#serde", sparse, false},
		{"sparse+https://index.example.com/x/#serde@1.0.219", sparse, true},
		{"regex", git, true},
		{"regex@1", git, false},
		{"regex@1.2.3-rc.1", git, true},
		{"https://github.com/rust-lang/regex", git, true},
		{"https://github.com/rust-lang/regex#1.2.3-rc.1", git, true},
		{"https://github.com/rust-lang/regex#regex@1.2.3-rc.1", git, true},
		{"git+https://github.com/rust-lang/regex?branch=next", git, true},
		{"git+https://github.com/rust-lang/regex?ref=next", git, true},
		{"git+https://github.com/rust-lang/regex?tag=next", git, false},
		{"git+https://github.com/rust-lang/regex", git, false},
		{"https://github.com/rust-lang/regex.git#regex", git, false},
		{"file:///w/a%20b/e", local, true},
		{"path+file:///w/a%20b/e#0.1", local, true},
		{"path+file:///w/a%20b/e#f@0.1.0", local, false},
		{"file:///w/e", local, false},
	}
	for _, tt := range tests {
		spec, err := args.ParseSpec(tt.spec)
		if err != nil {
			t.Errorf("%q: %v", tt.spec, err)
		}
		if got := spec.Names(tt.id); got != tt.want {
			t.Errorf("%q names %v: got %v, want %v", tt.spec, tt.id, got, tt.want)
		}
	}
	if (args.Spec{}).Names(args.PackageID{}) {
		t.Error("the zero value names something")
	}
}

func TestParseSpecRefuses(t *testing.T) {
	t.Parallel()
	for _, spec := range []string{
		"", "@1", "serde@", "serde@^1", "serde@1.*", "serde@latest", "ser*", "1serde", "a/b", "./a", "-p", "a b",
		"https://example.com/x?branch=y", "path+https://example.com/x", "svn+https://example.com/x", "https://example.com/x#1.x",
		"https://%zz", "https://example.com/x#a@b",
	} {
		if got, err := args.ParseSpec(spec); err == nil {
			t.Errorf("%q: no error, got %+v", spec, got)
		}
	}
}
