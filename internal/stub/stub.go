// Package stub is the two files of direct mode that users have in their
// packages, a build script and a test, and distinguishes them from other files.
//
// It reads and writes no files.
package stub

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"regexp"
	"slices"
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

// Stub is what calls a hook.
type Stub struct {
	Hook string // the word after `cargo-nw hook`
	Text string // in this version
}

// The two stubs.
var (
	Build = Stub{"build", BuildScript}
	Tests = Stub{"test", TestStub}
)

// State is what a file is to a stub.
type State int

const (
	// Foreign is a file that does not call the hook.
	Foreign State = iota
	// Current is the stub of this version.
	Current
	// Outdated is the stub of an earlier version, as it was written then.
	Outdated
	// Merged calls the hook in its own way.
	Merged
)

// earlier are the SHA-256 sums of stubs of earlier versions, so that an
// unmodified one can be replaced.
var earlier = []string{
	"8c124321bab28cd34de3a675256021ef94edcc335d1c2e90e3c8ebd251a22d2f",
	"fcf7c33f424127f4ab8a1c1fbf4a7093d5a6c7ee7dea56fd29a9936ca5959a67",
	"a9c38dbc4f08cc0485b76e9792c8349fcabbec31eb5cff24ab9b09836f251744",
	"ed60f7ddc054c7483342ed567868bb5942977a07946c56d98cb48b62a0ec58ea",
	"ba1866f0c96f751ddd417042fc3a7a3b746e19a256fa09f753ad1395aa13d25a",
}

// State compares a file with the stub. Line endings do not matter: git may have
// changed them.
func (s Stub) State(text string) State {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	sum := sha256.Sum256([]byte(text))
	switch {
	case text == s.Text:
		return Current
	case slices.Contains(earlier, hex.EncodeToString(sum[:])):
		return Outdated
	case s.called(text):
		return Merged
	}
	return Foreign
}

var lineComment = regexp.MustCompile(`(?m)//.*$`)

// called says whether a source calls the hook: it has the two words next to
// each other, not in a comment.
func (s Stub) called(text string) bool {
	words := regexp.MustCompile(`"hook"\s*,\s*"` + s.Hook + `"`)
	return words.MatchString(lineComment.ReplaceAllString(text, ""))
}
