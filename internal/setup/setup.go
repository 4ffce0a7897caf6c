// Package setup holds what a containing package needs for direct mode: a build
// script and a test.
//
// It prints them; it does not write into anybody's package.
package setup

import (
	_ "embed"
	"strings"
)

// BuildScript is build.rs.
//
//go:embed build.rs
var BuildScript string

// TestStub is tests/nested_workspaces.rs.
//
//go:embed nested_workspaces.rs
var TestStub string

// Text is what `cargo nw setup --print` prints.
func Text() string {
	return strings.Join([]string{
		"# Cargo.toml\n[package.metadata.nested_workspace]\nroots = [\"path\"]\n",
		"// build.rs\n" + BuildScript,
		"// tests/nested_workspaces.rs\n" + TestStub,
	}, "\n")
}
