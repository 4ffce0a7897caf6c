package unify

import (
	"io"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// Version is the version of the format that the JSON has; see docs/unify.md.
const Version = 1

type jsonGain struct {
	Command string        `json:"command"`
	Before  variant.Count `json:"before"`
	After   variant.Count `json:"after"`
}

type jsonCrate struct {
	Name     string   `json:"name"`
	Members  []string `json:"members"`
	Packages int      `json:"packages"`
}

type jsonPrice struct {
	Member string `json:"member"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

type jsonLeft struct {
	Package string   `json:"package"`
	Version string   `json:"version"`
	Reason  string   `json:"reason"`
	Detail  string   `json:"detail"`
	Members []string `json:"members"`
	Fails   bool     `json:"fails"`
}

type jsonSpace struct {
	Workspace string      `json:"workspace"`
	Mode      string      `json:"mode"`
	Again     []jsonGain  `json:"compiled_again"`
	Crates    []jsonCrate `json:"crates"`
	Profile   []string    `json:"profile_packages"`
	Prices    []jsonPrice `json:"from_nothing"`
	Left      []jsonLeft  `json:"left"`
	LTO       bool        `json:"link_time_optimization"`
	Artifacts bool        `json:"artifact_dependencies"`
	Files     []string    `json:"files"`
}

// writeJSON writes the results for programs. Paths are relative to the current
// directory.
func writeJSON(w io.Writer, style report.Style, results []result) error {
	out := struct {
		Version    int         `json:"version"`
		Workspaces []jsonSpace `json:"workspaces"`
	}{Version, []jsonSpace{}}
	for _, r := range results {
		s := jsonSpace{
			Workspace: style.Relative(r.ws.Dir), Mode: r.settings.Mode, Again: []jsonGain{}, Crates: []jsonCrate{}, Profile: append([]string{}, r.debug...),
			Prices: []jsonPrice{}, Left: []jsonLeft{}, LTO: r.linked, Artifacts: r.plain.Artifacts(), Files: []string{},
		}
		for _, g := range r.gains {
			s.Again = append(s.Again, jsonGain{g.command, g.before, g.after})
		}
		for _, c := range r.wrote {
			s.Crates = append(s.Crates, jsonCrate{c.Name, r.memberNames(c.Members), c.Packages})
		}
		for _, p := range r.prices {
			s.Prices = append(s.Prices, jsonPrice{p.member, p.before, p.after})
		}
		for _, l := range r.left {
			s.Left = append(s.Left, jsonLeft{l.Name, l.Version, l.Kind, l.Detail, append([]string{}, l.Members...), l.Fails()})
		}
		for _, f := range r.files {
			s.Files = append(s.Files, style.Relative(f.Path))
		}
		out.Workspaces = append(out.Workspaces, s)
	}
	return report.Encode(w, "  ", out)
}
