package doctor

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// allowing is a first workspace with a package that cargo attaches to it in each
// of two directories.
func allowing(list string) string {
	return "-- Cargo.toml --\n[workspace]\n[workspace.metadata.nested_workspace.doctor]\nallow = [" + list + "]\n" +
		"-- x/lost/Cargo.toml --\npackage lost\n-- y/lost/Cargo.toml --\npackage lost\n"
}

func TestAllow(t *testing.T) {
	t.Parallel()
	const lost = "error attached %/lost/Cargo.toml: cargo takes it for…"
	for _, tt := range []struct{ name, list, want string }{
		{"nothing", "", lost + lost},
		{"a check", `"attached"`, ""},
		{"a directory", `{ check = "attached", paths = ["x"] }`, lost},
		{"a pattern", `{ check = "attached", paths = ["*/lost"] }`, ""},
		{"of no use", `{ check = "attached", paths = ["z"] }`, lost + lost + "warning allow Cargo.toml:3: doctor.allow: nothing of the check attached…"},
		{"of another check", `"worktree"`, lost + lost + "warning allow Cargo.toml:3: doctor.allow: nothing of the check worktree…"},
		{"no check", `"attach"`, lost + lost + "error allow Cargo.toml:3: doctor.allow: there is no check `attach`"},
		{"no pattern", `{ check = "attached", paths = ["["] }`, lost + lost + "error allow Cargo.toml:3: doctor.allow: `[`: not a pattern…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := look(t, allowing(tt.list))
			for _, rule := range []func() error{e.discover, e.attached} {
				if err := rule(); err != nil {
					t.Fatal(err)
				}
			}
			e.allow()
			got := shown(e)
			for i := range got {
				got[i] = strings.NewReplacer("x/lost", "%/lost", "y/lost", "%/lost").Replace(got[i])
			}
			want := strings.SplitAfter(strings.ReplaceAll(tt.want, "…", "…\n"), "\n")
			want = slices.DeleteFunc(want, func(line string) bool { return line == "" })
			if !slices.EqualFunc(got, want, likeness) || e.accepted != 2-strings.Count(strings.Join(got, "\n"), "attached %") {
				t.Errorf("allowed %d, got\n%s\nwant\n%s", e.accepted, strings.Join(got, "\n"), strings.Join(want, ""))
			}
		})
	}
}

func TestToolchains(t *testing.T) {
	t.Parallel()
	installed := func(names ...string) func(e *examination) {
		return func(e *examination) {
			e.answers.toolchains = func() (toolchain.Store, bool) { return toolchain.StoreOf(names, false), true }
		}
	}
	const set = "-- Cargo.toml --\n[workspace]\npackage outer\n[package.metadata.nested_workspace]\nroots = [{ path = \"a\", variants = [{ name = \"x\", toolchain = \"nightly\" }, { name = \"y\" }] }, \"b\"]\n"
	examine(t, (*examination).toolchains, []row{
		{name: "rustup chooses none", archive: outer + inner("a") + inner("b") + "-- rust-toolchain --\n1.70\n"},
		{name: "installed", archive: outer + inner("a") + inner("b") + "-- rust-toolchain --\n1.70\n", with: installed("1.70-x86_64-unknown-linux-gnu")},
		{name: "not installed", archive: outer + inner("a") + inner("b") + "-- a/rust-toolchain --\n1.70\n", with: installed(), want: "warning missing-toolchain a: needs the toolchain 1.70, which is not installed"},
		{name: "of a variant", archive: set + inner("a") + inner("b"), with: installed("stable-x86_64-unknown-linux-gnu"), want: "warning missing-toolchain a: needs the toolchain nightly, which is not installed"},
		{name: "of no release", archive: outer + inner("a") + inner("b") + "-- a/rust-toolchain --\nmine\n", with: installed()},
	})
}

func TestDependent(t *testing.T) {
	t.Parallel()
	const script = "-- build.rs --\nfn main() { run(\"hook\", \"build\") }\n"
	const back = "[dependencies]\nouter = { path = \"..\" }\n"
	const want = "error dependent a: depends on the package of Cargo.toml, whose build script runs cargo here…"
	examine(t, (*examination).dependent, []row{
		{name: "it does not depend", archive: outer + inner("a") + inner("b") + script},
		{name: "no build script", archive: outer + inner("a", back) + inner("b")},
		{name: "another build script", archive: outer + inner("a", back) + inner("b") + "-- build.rs --\nfn main() {}\n"},
		{name: "a cycle", archive: outer + inner("a", back) + inner("b") + script, want: want},
		{name: "through another package", archive: outer + inner("a", "[build-dependencies]\nc = { path = \"../c\" }\n") + "-- c/Cargo.toml --\n[workspace]\npackage c\n[dependencies]\nouter = { path = \"..\" }\n" + inner("b") + script, want: want},
		{name: "for tests only", archive: outer + inner("a", "[dev-dependencies]\nouter = { path = \"..\" }\n") + inner("b") + script},
		{name: "marked", archive: strings.Replace(outer, "roots = [\"a\"", "roots = [{ path = \"a\", dependent = true }", 1) + inner("a", back) + inner("b") + script},
	})
}

func TestPeerStubs(t *testing.T) {
	t.Parallel()
	examine(t, (*examination).stubs, []row{
		{name: "only theirs", archive: outer + inner("a") + inner("b") + "-- build.rs --\nfn main() { nested_workspace::build().unwrap(); }\n", want: "warning stub build.rs: calls cargo-nested, which runs…"},
		{name: "only in a comment", archive: outer + inner("a") + inner("b") + "-- build.rs --\nfn main() {} // nested_workspace::build()\n"},
		{name: "a test", archive: outer + inner("a") + inner("b") + "-- tests/trivial.rs --\n#[test]\nfn t() { nested_workspace::test().unwrap(); }\n", want: "warning stub tests/trivial.rs: calls cargo-nested…"},
		{name: "both", archive: outer + inner("a") + inner("b") + "-- build.rs --\nfn main() { nested_workspace::build(); run(\"hook\", \"build\") }\n", want: "error stub build.rs: calls both cargo-nw and cargo-nested, so everything runs twice\nwarning stub build.rs: does not call `cargo-nw hook build` the way…"},
	})
}
