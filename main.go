// Command cargo-nw runs cargo in workspaces inside workspaces.
//
//	cargo nw check                  in this workspace and in every nested one
//	cargo nw --dry-run test --lib   what would run, and where
//	cargo nw list --tree            the nested workspaces
//
// See docs/running.md, and CONTRIBUTING.md for the way from here to the line
// that starts cargo.
package main

import (
	"os"

	"github.com/cargo-nw/cargo-nw/internal/cli"
)

// version is set by a release (.goreleaser.yaml); otherwise it comes from the
// build information.
var version string

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Environ(), version, os.Stdin, os.Stdout, os.Stderr))
}
