package unitgraph

import "slices"

// Build is a cargo command that compiles members of a workspace.
type Build struct {
	Command string   // build, check or test
	Member  string   // a package ID specification, "" for the whole workspace
	Plain   bool     // neither: what cargo builds by itself, the default members
	Args    []string // more of cargo's options: --release, --target T, --features F
}

// Argv is the command as a person types it, without the program.
func (b Build) Argv() []string {
	argv := []string{b.Command}
	switch {
	case b.Member != "":
		argv = append(argv, "-p", b.Member)
	case !b.Plain:
		argv = append(argv, "--workspace")
	}
	return slices.Concat(argv, b.Args)
}

// query is the command that asks what the build would compile.
func (b Build) query(scratch string) []string {
	argv := b.Argv()
	if b.Command == "test" {
		argv = append(argv, "--no-run")
	}
	return append(argv, "--unit-graph", "-Zunstable-options", "--target-dir", scratch, "--locked", "--offline", "--quiet")
}

// tree is the command that asks a cargo whose graphs are not understood.
func (b Build) tree() []string {
	argv := Build{"tree", b.Member, b.Plain, treeArgs(b.Args)}.Argv()
	edges := "normal,build"
	if b.Command == "test" {
		edges += ",dev"
	}
	return append(argv, "--edges", edges, "--prefix", "none", "--format", "{p};{f}", "--locked", "--offline", "--quiet")
}

// treeArgs leaves out what `cargo tree` does not know: profiles.
func treeArgs(args []string) []string {
	var list []string
	for i := 0; i < len(args); i++ {
		switch args[i] {
		case "--release":
		case "--profile":
			i++
		default:
			list = append(list, args[i])
		}
	}
	return list
}
