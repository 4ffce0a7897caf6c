package layer

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/nested"
)

// kind is what the manifests of a tree are.
type kind int

const (
	sources   kind = iota
	skeletons      // all are a skeleton's
	mixed          // some are
)

// sort says what a tree is, and which manifest of a mixture is the skeleton's. A
// workspace that the skeleton has from the sources says nothing.
func sort(workspaces []nested.Workspace, sum *Sum) (kind, string) {
	still, others := "", false
	for _, ws := range workspaces {
		switch {
		case ws.Problem != nil:
		case ws.Skeleton:
			if still == "" {
				still = ws.Manifest
			}
		case sum.kept(ws.Manifest):
		default:
			others = true
			if i := slices.IndexFunc(ws.Members, func(m nested.Member) bool { return m.StandIn }); i >= 0 {
				return mixed, ws.Members[i].Manifest
			}
		}
	}
	switch {
	case still == "":
		return sources, ""
	case others:
		return mixed, still
	}
	return skeletons, ""
}

// kept says whether a manifest is in the skeleton as it is in the sources.
func (s *Sum) kept(file string) bool {
	if s == nil {
		return false
	}
	name := s.Name(file)
	return s.has(name) && !ofSkeleton(s.Abs(name))
}

// ofSkeleton says whether a manifest is one that was made for a skeleton.
func ofSkeleton(file string) bool {
	text, err := regular.Read(file)
	return err == nil && bytes.Contains(text, []byte(manifest.StandIn))
}

// leftover is a manifest anywhere in the tree that the sources have not
// replaced, "" if there is none.
func (s *Sum) leftover() string {
	var left []string
	for name := range s.Files {
		if isManifest(name) && s.has(name) && ofSkeleton(s.Abs(name)) {
			left = append(left, name)
		}
	}
	if len(left) == 0 {
		return ""
	}
	return s.Abs(slices.Min(left))
}

func isManifest(name string) bool { return path.Base(name) == manifest.FileName }

// mixture is the error about a manifest of the skeleton among sources.
func mixture(start, file string) error {
	return hint.New(printable.Quoted(paths.Shown(start, file))+" is still the skeleton's, so stand-ins would be linked into real programs",
		"copy "+printable.Quoted(paths.Shown(start, filepath.Dir(file)))+", too; COPY or .dockerignore may leave it out")
}
