package doctor

import "testing"

func TestUnified(t *testing.T) {
	t.Parallel()
	const (
		head  = "-- Cargo.toml --\n[workspace]\nexclude = [\"hack\"]\npackage outer\n"
		block = "\n# >>> cargo-nw unify (generated)\n[target.'cfg(all())'.dependencies]\nhack-a = { path = \"hack/hack-a\" }\n# <<< cargo-nw unify\n"
		off   = "\n# >>> cargo-nw unify (generated, off)\n# [target.'cfg(all())'.dependencies]\n# hack-a = { path = \"hack/hack-a\" }\n# <<< cargo-nw unify\n"
		crate = "-- hack/hack-a/Cargo.toml --\npackage hack-a\n"
	)
	examine(t, (*examination).unified, []row{
		{name: "none", archive: head},
		{name: "hakari alone", archive: head + "-- .config/hakari.toml --\n"},
		{name: "as it is written", archive: head + block + crate},
		{name: "a crate is gone", archive: head + block, want: "error unify Cargo.toml: cargo nw unify has written a dependency on hack/hack-a, and it is not there"},
		{name: "switched off", archive: head + off, want: "warning unify Cargo.toml: the lines of cargo nw unify are switched off"},
		{
			name: "beside hakari", archive: head + block + crate + "-- .config/hakari.toml --\n",
			want: "warning unify .config/hakari.toml: cargo-hakari is used beside cargo nw unify (Cargo.toml): each changes what the other one has to write",
		},
	})
}
