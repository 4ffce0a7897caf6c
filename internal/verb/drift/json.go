package drift

import (
	"io"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// Version is the version of the format that json writes; see docs/drift.md.
const Version = 1

type jsonUse struct {
	Version    string   `json:"version"`
	Commit     string   `json:"commit,omitempty"`
	Workspaces []string `json:"workspaces"`
	Dependents []string `json:"dependents,omitempty"`
}

type jsonAsk struct {
	Package     string `json:"package"`
	Manifest    string `json:"manifest_path"`
	Requirement string `json:"requirement"`
}

type jsonMove struct {
	Workspace string    `json:"workspace"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	HeldBy    []jsonAsk `json:"held_back_by"`
}

type jsonDiffering struct {
	Name     string     `json:"name"`
	Source   string     `json:"source"`
	Versions []jsonUse  `json:"versions"`
	Moves    []jsonMove `json:"moves"`
}

type jsonVersions struct {
	Differing    []jsonDiffering `json:"differing"`
	Incompatible []jsonDiffering `json:"incompatible"`
}

// json writes what was found for programs. Paths are relative to the current
// directory.
func (a answer) json(w io.Writer, style report.Style) error {
	out := struct {
		Version  int            `json:"version"`
		Versions *jsonVersions  `json:"versions,omitempty"`
		Features *[]jsonSpace   `json:"features,omitempty"`
		Across   *jsonAcross    `json:"between_workspaces,omitempty"`
		Settings *[]jsonSetting `json:"settings,omitempty"`
	}{Version: Version}
	if a.versions != nil {
		out.Versions = new(versionsJSON(*a.versions, style))
	}
	if a.spaces != nil {
		list := []jsonSpace{}
		for _, s := range a.spaces {
			list = append(list, s.featuresJSON(style)...)
		}
		out.Features = &list
	}
	if a.across != nil {
		out.Across = acrossJSON(*a.across, style)
	}
	if a.set {
		out.Settings = new(settingsJSON(a.settings, style))
	}
	return report.Encode(w, "  ", out)
}

func versionsJSON(v variant.Versions, style report.Style) jsonVersions {
	out := jsonVersions{Differing: []jsonDiffering{}, Incompatible: []jsonDiffering{}}
	for _, d := range v.Differing {
		j := jsonDiffering{Name: d.Name, Source: d.Source, Versions: usesJSON(d.Uses, style), Moves: []jsonMove{}}
		for _, m := range d.Moves {
			move := jsonMove{Workspace: style.Relative(m.Workspace), From: m.From, To: m.To, HeldBy: []jsonAsk{}}
			for _, h := range m.Held {
				move.HeldBy = append(move.HeldBy, jsonAsk{h.By, style.Relative(h.Manifest), h.Versions})
			}
			j.Moves = append(j.Moves, move)
		}
		out.Differing = append(out.Differing, j)
	}
	for _, i := range v.Incompatible {
		out.Incompatible = append(out.Incompatible, jsonDiffering{i.Name, i.Source, usesJSON(i.Uses, style), []jsonMove{}})
	}
	return out
}

func usesJSON(uses []variant.Use, style report.Style) []jsonUse {
	list := make([]jsonUse, 0, len(uses))
	for _, u := range uses {
		j := jsonUse{Version: u.Version, Commit: u.Commit, Dependents: u.By}
		for _, dir := range u.Workspaces {
			j.Workspaces = append(j.Workspaces, style.Relative(dir))
		}
		list = append(list, j)
	}
	return list
}

// listed is a list that JSON shows as one, also where it is empty.
func listed(words []string) []string {
	if words == nil {
		return []string{}
	}
	return words
}
