package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestRedacted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ line, want string }{
		{"cargo check", "cargo check"},
		{"cargo publish --token X --dry-run", "cargo publish --token [redacted] --dry-run"},
		{"cargo publish --token=X", "cargo publish --token=[redacted]"},
		{"cargo publish --token --dry-run", "cargo publish --token --dry-run"},
		{"cargo x --api-key X --apikey=Y --API_KEY Z", "cargo x --api-key [redacted] --apikey=[redacted] --API_KEY [redacted]"},
		{"cargo x --secret-access-key X --client-secret=Y --password Z -password W", "cargo x --secret-access-key [redacted] --client-secret=[redacted] --password [redacted] -password [redacted]"},
		{"cargo run -- GITHUB_TOKEN=X DB_PASSWORD=a=b --env=TOKEN=c", "cargo run -- GITHUB_TOKEN=[redacted] DB_PASSWORD=[redacted] --env=TOKEN=[redacted]"},
		{`cargo publish --config registries.r.token="X"`, `cargo publish --config registries.r.token=[redacted]`},
		{`cargo publish --config=registry.token='X'`, `cargo publish --config=registry.token=[redacted]`},
		{`cargo b --config registry={token="a,b\"c",index='i'}`, `cargo b --config registry={token=[redacted],index='i'}`},
		{`cargo b --config registries."r".secret-key="X"`, `cargo b --config registries."r".secret-key=[redacted]`},
		{`cargo b --config build.rustflags=["--cfg","token"]`, `cargo b --config build.rustflags=["--cfg","token"]`},
		{"cargo b --config registry.credential-provider=cargo:token", "cargo b --config registry.credential-provider=cargo:token"},
		{"cargo add x --git https://u:X@h/r", "cargo add x --git https://u:[redacted]@h/r"},
		{"cargo add x --git https://ghp_X@github.com/r", "cargo add x --git https://[redacted]@github.com/r"},
		{"cargo add x --git ssh://git@github.com/r --git https://git@h", "cargo add x --git ssh://git@github.com/r --git https://git@h"},
		{"cargo add x@1.0 --rev a@b", "cargo add x@1.0 --rev a@b"},
		{"cargo login X", "cargo login [redacted]"},
		{"cargo +nightly login --registry r X", "cargo +nightly login --registry r [redacted]"},
		{"cargo test tokenizer --features token -p secret", "cargo test tokenizer --features token -p secret"},
		{"cargo test --test tokens -- --test-threads=1 passwords", "cargo test --test tokens -- --test-threads=1 passwords"},
		{`cargo rustc -- --cfg feature="token"`, `cargo rustc -- --cfg feature="token"`},
	} {
		argv := strings.Split(tt.line, " ")
		was := slices.Clone(argv)
		got := args.Redacted(argv)
		if line := strings.Join(got, " "); line != tt.want {
			t.Errorf("%s\nis  %s\nnot %s", tt.line, line, tt.want)
		}
		if !slices.Equal(argv, was) {
			t.Errorf("%q was changed", was)
		}
		if again := args.Redacted(got); !slices.Equal(again, got) {
			t.Errorf("%q becomes %q", got, again)
		}
	}
}
