package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestWith adds the same words to one command after the other.
func TestWith(t *testing.T) {
	t.Parallel()
	const target = "--target thumb --no-default-features --features a -Z build-std"
	for _, tt := range []struct{ name, words, line, want string }{
		{"nothing", "", "check -v", "check -v"},
		{"at the end", target, "check -v", "check -v --target thumb --no-default-features --features a -Z build-std"},
		{"before --", "--lib", "test name -- --nocapture", "test name --lib -- --nocapture"},
		{"before the program's arguments", "--release", "run -v x -- y", "run -v --release x -- y"},
		{"an alias of cargo's", "--lib", "c", "c --lib"},
		{"only what fetch has", target, "fetch", "fetch --target thumb -Z build-std"},
		{"only what metadata has", target + " --filter-platform x", "metadata", "metadata --no-default-features --features a -Z build-std --filter-platform x"},
		{"add means another thing by it", target, "add serde", "add serde -Z build-std"},
		{"nothing that update has", "--target thumb", "update", "update"},
		{"an external one", target, "clippy", "clippy --target thumb --no-default-features --features a -Z build-std"},
		{"an external one of two words", "--target thumb", "nextest run x", "nextest run x --target thumb"},
		{"an external one that builds nothing", target, "fmt --check", "fmt --check"},
		{"words that only an external one knows", "--cfg x --y", "fuzz build", "fuzz build --cfg x --y"},
		{"the same words under check", "--cfg x --y --lib", "check", "check --lib"},
		{"the command line has it", "--target thumb --features a", "check --target x86 -F b", "check --target x86 -F b --features a"},
		{"glued, and before the subcommand", "--color=never --config a=1", "--color always --config b=1 check", "--color always --config b=1 check --config a=1"},
		{"the same flag", "--lib --all-features", "check --lib", "check --lib --all-features"},
		{"release and a profile", "--release", "build --profile x", "build --profile x"},
		{"packages", "--workspace", "build -p x", "build -p x"},
		{"a cluster", "-vr", "build", "build -v -r"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inv, err := args.Parse(strings.Fields(tt.line), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			before := slices.Clone(inv.Command.Arguments)
			if got := strings.Join(inv.Command.With(strings.Fields(tt.words)).Argv(), " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if !slices.Equal(before, inv.Command.Arguments) {
				t.Errorf("the command itself has changed: %q", inv.Command.Arguments)
			}
		})
	}
}

func TestCheckSettings(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"":                                  "",
		"--target thumb -F a --no-such x y": "",
		"--lib -- x":                        "`--` cannot be among them: what comes after it is not cargo's",
		"+nightly":                          "+nightly is a toolchain, not an argument",
		"thumb":                             "thumb belongs to no option",
		"--lib x":                           "x belongs to no option",
		"--profile":                         "--profile needs a value",
		"--release=1":                       "--release=1 takes no value",
		"--manifest-path x":                 "--manifest-path cannot be set for a workspace",
		"-Cx":                               "-Cx cannot be set for a workspace",
		"-h":                                "-h cannot be set for a workspace",
	} {
		err := args.CheckSettings(strings.Fields(words))
		if got := ""; err == nil && want != got || err != nil && err.Error() != want {
			t.Errorf("%s: got %v, want %q", words, err, want)
		}
	}
}

// TestFlags compares the table with the help of the real cargo.
func TestFlags(t *testing.T) {
	t.Parallel()
	cargo := realcargo.Program(t, "cargo")
	for _, sub := range args.Configurable() {
		t.Run(sub, func(t *testing.T) {
			t.Parallel()
			shown := helpOptions(t, cargo, sub)
			for name, subs := range args.Flags() {
				if _, has := shown[name]; has != slices.Contains(subs, sub) {
					t.Errorf("%s: cargo has it: %t, the table says the opposite", name, has)
				}
			}
		})
	}
}
