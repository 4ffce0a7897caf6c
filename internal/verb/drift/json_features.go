package drift

import (
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

type jsonSpace struct {
	Workspace string        `json:"workspace"`
	Command   string        `json:"command"`
	Exact     bool          `json:"exact"`
	Whole     string        `json:"whole_build"`
	Linked    bool          `json:"link_time_optimization"`
	Artifacts bool          `json:"artifact_dependencies"`
	Again     variant.Count `json:"compiled_again"`
	Builds    []jsonBuild   `json:"builds"`
	Packages  []jsonDrift   `json:"packages"`
	Debuginfo []jsonDrift   `json:"debuginfo"`
	Leaks     []jsonLeak    `json:"leaks"`
	Ways      []jsonWay     `json:"ways"`
}

type jsonBuild struct {
	Command string        `json:"command"`
	Again   variant.Count `json:"compiled_again"`
}

type jsonDrift struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Version string         `json:"version"`
	Sides   []jsonSide     `json:"sides,omitempty"`
	Asked   []jsonAsked    `json:"asked_for,omitempty"`
	Own     *int           `json:"compiled_again,omitempty"`
	Below   *variant.Count `json:"dependents_compiled_again,omitempty"`
}

type jsonSide struct {
	Side   string    `json:"side"`
	Common []string  `json:"common"`
	Sets   []jsonSet `json:"sets"`
}

type jsonSet struct {
	More   []string `json:"features"`
	Builds []string `json:"builds"`
}

type jsonAsked struct {
	Feature string   `json:"feature"`
	By      []string `json:"by"`
	Own     []string `json:"own_features"`
}

type jsonLeak struct {
	Member    string   `json:"member"`
	Name      string   `json:"name"`
	Version   string   `json:"version"`
	Side      string   `json:"side"`
	Features  []string `json:"features"`
	Behaviour bool     `json:"changes_behaviour"`
}

type jsonWay struct {
	Kind    string        `json:"kind"`
	Text    string        `json:"text"`
	Instead string        `json:"instead_of,omitempty"`
	Before  variant.Count `json:"before"`
	After   variant.Count `json:"after"`
}

type jsonAcross struct {
	Shared   int         `json:"packages_in_common"`
	Separate int         `json:"third_party_separate"`
	Together int         `json:"third_party_together"`
	Packages []jsonDrift `json:"packages"`
}

// featuresJSON is one entry for each workspace and command.
func (s space) featuresJSON(style report.Style) []jsonSpace {
	var list []jsonSpace
	for _, f := range s.classes {
		j := jsonSpace{
			Workspace: style.Relative(s.ws.Dir), Command: f.Command, Exact: f.Exact, Whole: f.Whole, Linked: f.Linked, Artifacts: f.Artifacts, Again: f.Again,
			Builds: []jsonBuild{}, Packages: []jsonDrift{}, Debuginfo: []jsonDrift{}, Leaks: []jsonLeak{}, Ways: []jsonWay{},
		}
		for _, b := range f.Builds {
			j.Builds = append(j.Builds, jsonBuild{b.Title, b.Again})
		}
		for _, d := range f.Drifts {
			drift := driftJSON(d, func(build string) string { return build })
			if f.Exact {
				drift.Own, drift.Below = &d.Own, &d.Below
			}
			for _, feature := range differing(d) {
				packages, own := s.asking.Asks(d.Package, feature)
				drift.Asked = append(drift.Asked, jsonAsked{feature, listed(packages), listed(own)})
			}
			j.Packages = append(j.Packages, drift)
		}
		for _, p := range f.Profiles {
			j.Debuginfo = append(j.Debuginfo, jsonDrift{ID: p.Package, Name: p.Name, Version: p.Version, Own: &p.Own, Below: &p.Below})
		}
		for _, l := range f.Leaks {
			j.Leaks = append(j.Leaks, jsonLeak{s.asking.Member(l.Member).Name, l.Name, l.Version, l.Side, l.Features, l.Behaviour})
		}
		for _, w := range f.Ways {
			j.Ways = append(j.Ways, jsonWay{w.Kind, w.Text, w.Instead, w.Before, w.After})
		}
		list = append(list, j)
	}
	return list
}

func driftJSON(d variant.Drift, build func(string) string) jsonDrift {
	j := jsonDrift{ID: d.Package, Name: d.Name, Version: d.Version}
	for _, side := range d.Sides {
		js := jsonSide{Side: side.Side, Common: listed(side.Common)}
		for _, set := range side.Sets {
			var builds []string
			for _, b := range set.Builds {
				builds = append(builds, build(b))
			}
			js.Sets = append(js.Sets, jsonSet{listed(set.More), builds})
		}
		j.Sides = append(j.Sides, js)
	}
	return j
}

func acrossJSON(a variant.Across, style report.Style) *jsonAcross {
	j := jsonAcross{a.Shared, a.Separate, a.Together, []jsonDrift{}}
	for _, d := range a.Drifts {
		j.Packages = append(j.Packages, driftJSON(d, style.Relative))
	}
	return &j
}
