package share

import (
	"io"

	"github.com/cargo-nw/cargo-nw/internal/report"
	sharing "github.com/cargo-nw/cargo-nw/internal/share"
)

// Version is the version of the format that [JSON] writes; see docs/sharing.md.
const Version = 1

type jsonWorkspace struct {
	Dir       string `json:"dir"`
	TargetDir string `json:"target_dir"`
	BuildDir  string `json:"build_dir"`
	Bytes     int64  `json:"bytes"`
	Linked    int64  `json:"linked_bytes"`
	Shareable int64  `json:"shareable_bytes"`
	Local     int64  `json:"local_bytes"`
	Units     int    `json:"shareable_units"`
}

type jsonObstacle struct {
	Path    string `json:"path"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// JSON writes a survey for programs. Paths are relative to the current
// directory.
func JSON(w io.Writer, style report.Style, s sharing.Survey, on bool) error {
	out := struct {
		Version    int             `json:"version"`
		On         bool            `json:"on"`
		Store      string          `json:"store"`
		Stored     int             `json:"stored_units"`
		Bytes      int64           `json:"bytes"`
		Saving     int64           `json:"saving_bytes"`
		Packages   int             `json:"packages"`
		Common     int             `json:"common_packages"`
		Workspaces []jsonWorkspace `json:"workspaces"`
		Obstacles  []jsonObstacle  `json:"obstacles"`
	}{
		Version: Version, On: on, Store: style.Relative(s.Store), Stored: s.Stored, Bytes: s.Bytes, Saving: s.Saving,
		Packages: s.Packages, Common: s.Common, Workspaces: []jsonWorkspace{}, Obstacles: []jsonObstacle{},
	}
	for _, p := range s.Workspaces {
		out.Workspaces = append(out.Workspaces, jsonWorkspace{
			style.Relative(p.Dir), style.Relative(p.Target), style.Relative(p.Build), p.Bytes, p.Linked, p.Shared, p.Local(), p.Units,
		})
	}
	for _, o := range s.Obstacles {
		out.Obstacles = append(out.Obstacles, jsonObstacle{style.Relative(o.Path), o.Message, o.Hint})
	}
	return report.Encode(w, "  ", out)
}
