package doctor

import "testing"

func TestDifferences(t *testing.T) {
	t.Parallel()
	edition := func(name, edition string) string {
		return "-- " + name + "/Cargo.toml --\n[workspace]\n[package]\nname = \"" + name + "\"\nedition = \"" + edition + "\"\n"
	}
	examine(t, (*examination).differences, []row{
		{name: "all alike", archive: outer + inner("a") + inner("b")},
		{name: "edition, and with it the resolver", archive: outer + edition("a", "2018") + edition("b", "2018"), want: `warning edition .: not every workspace has the same edition: 2021 in .; 2018 in a, b
warning resolver .: not every workspace has the same resolver: 2 in .; 1 in a, b`},
		{name: "resolver", archive: outer + inner("a") + "-- b/Cargo.toml --\n[workspace]\nresolver = \"1\"\npackage b\n", want: "warning resolver .: not every workspace has the same resolver: 2 in ., a; 1 in b"},
		{name: "a virtual workspace leaves the edition to its members", archive: outer + inner("a") + "-- b/Cargo.toml --\n[workspace]\nresolver = \"2\"\nmembers = [\"m\"]\n-- b/m/Cargo.toml --\npackage m\n"},
		{name: "toolchain, in both formats", archive: outer + inner("a") + inner("b") + "-- rust-toolchain.toml --\n[toolchain]\nchannel = \"stable\"\n-- a/rust-toolchain --\n1.70\n", want: "warning toolchain .: not every workspace has the same toolchain: stable in ., b; 1.70 in a"},
		{name: "toolchain, the default here", archive: outer + inner("a") + inner("b") + "-- b/rust-toolchain --\nnightly\n", want: "warning toolchain .: not every workspace has the same toolchain: the default in ., a; nightly in b"},
		{name: "toolchain, a table of another name", archive: outer + inner("a") + inner("b") + "-- b/rust-toolchain.toml --\n[toolchain]\nprofile = \"minimal\"\n[other]\nchannel = \"x\"\n"},
		{name: "toolchain, a directory, a file that is broken", archive: outer + inner("a") + inner("b") + "-- a/rust-toolchain --\n/opt/rust\n-- b/rust-toolchain.toml --\nnightly\n", want: "warning toolchain .: not every workspace has the same toolchain: the default in .; /opt/rust in a; a file that cannot be read in b"},
		{name: "profiles", archive: outer + inner("a", "[profile.dev]\nopt-level = 1\n") + inner("b", "[profile.dev]\nopt-level = 0x1\n[profile.release]\n"), want: "warning profile .: profiles differ from those of . in a (dev), b (dev, release)"},
		{name: "profiles that mean the same", archive: "-- Cargo.toml --\n[workspace]\nexclude = [\"a\"]\npackage outer\n[package.metadata.nested_workspace]\nroots = [\"a\"]\n[profile.dev]\nopt-level = 1\n" + inner("a", "[profile]\ndev = { opt-level = 0b1 }\n")},
		{name: "configuration", archive: outer + inner("a") + inner("b") + "-- b/.cargo/config.toml --\n[build]\njobs = 1\n", want: "warning config .: not every workspace reads the same configuration: b (also b/.cargo/config.toml)"},
		{name: "configuration that another one includes", archive: outer + inner("a") + inner("b") + "-- b/.cargo/config --\ninclude = [\"../../more.toml\"]\n-- b/.cargo/config.toml --\nnot read\n-- more.toml --\n", want: "warning config .: not every workspace reads the same configuration: b (also b/.cargo/config), b (also more.toml)"},
		{name: "configuration above all", archive: outer + inner("a") + inner("b") + "-- .cargo/config.toml --\n"},
	})
}

func TestSome(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]string{"a": {"a"}, "a, b, c, d": {"a", "b", "c", "d"}, "a, b, c and 2 more": {"a", "b", "c", "d", "e"}} {
		if got := some(list); got != want {
			t.Errorf("some(%q) = %q, want %q", list, got, want)
		}
	}
}
