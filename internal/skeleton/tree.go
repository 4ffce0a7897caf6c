package skeleton

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

// Tree is a skeleton: what is written, hashed and listed.
type Tree struct {
	Files      []File // sorted by path
	Workspaces int
	Packages   int
	Notes      []string // what a user may want to know
	Details    []string // what a user wants to know when looking for a reason
	Warnings   []string
}

// File is a file of a skeleton, or a symlink to a directory.
type File struct {
	Path    string // relative to the top, with slashes
	Text    []byte // what is in it
	From    string // the file that it is a copy of, instead of Text; absolute
	Sum     string // SHA-256 of it, in hex, if that is known already
	Program bool   // it may be executed
	Link    string // where the symlink leads, relative to where it is; "" for a file
}

// DigestLength is how many characters a digest has.
const DigestLength = 20

// Digest is the same for two skeletons that are the same. read gives what is in
// a file that is copied.
func (t Tree) Digest(read func(path string) ([]byte, error)) (string, error) {
	whole := sha256.New()
	for _, f := range t.Files {
		sum := f.Sum
		switch {
		case f.Link != "":
			sum = "-> " + f.Link
		case f.From != "" && sum == "":
			text, err := read(f.From)
			if err != nil {
				return "", err
			}
			sum = hash(text)
		case f.From == "":
			sum = hash(f.Text)
		}
		_, _ = fmt.Fprintf(whole, "%s\x00%t\x00%s\n", f.Path, f.Program, sum)
	}
	return hex.EncodeToString(whole.Sum(nil))[:DigestLength], nil
}

func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// files collects those of a tree. The first one at a path stays.
type files map[string]File

func (f files) add(list ...File) {
	for _, file := range list {
		if _, there := f[file.Path]; !there {
			f[file.Path] = file
		}
	}
}

func (f files) sorted() []File {
	return slices.SortedFunc(maps.Values(f), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}
