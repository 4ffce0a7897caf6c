package drift

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// explain writes what asks for each feature of a package, and how each member
// comes to it.
func (o *options) explain(c command.Call, worlds []world, spec string, status int) (int, error) {
	var out strings.Builder
	found := []jsonExplained{}
	for _, w := range worlds {
		if w.err != nil {
			continue
		}
		asking := variant.NewAsking(w.meta, w.classes)
		for _, id := range asking.Find(spec) {
			e := explained(asking, w.meta.Members, id, c.Style.Relative(w.ws.Dir))
			e.text(&out)
			found = append(found, e)
		}
	}
	if len(found) == 0 && status == command.OK {
		return 0, command.Usage("no build has a package "+args.Quote(spec), "cargo nw --having "+args.Quote(spec)+" list")
	}
	if o.format == asJSON {
		return status, report.Encode(c.Stdout, "  ", struct {
			Version  int             `json:"version"`
			Packages []jsonExplained `json:"packages"`
		}{Version, found})
	}
	_, err := io.WriteString(c.Stdout, out.String())
	return status, err
}

type jsonExplained struct {
	Workspace string        `json:"workspace"`
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Version   string        `json:"version"`
	Features  []jsonFeature `json:"features"`
}

type jsonFeature struct {
	Name  string     `json:"name"` // "" for the package itself
	By    []string   `json:"asked_for_by"`
	Own   []string   `json:"own_features"`
	Paths []jsonPath `json:"paths"`
}

type jsonPath struct {
	Member string   `json:"member"`
	Steps  []string `json:"steps"`
}

func explained(asking *variant.Asking, members []string, id, workspace string) jsonExplained {
	p := asking.Member(id)
	e := jsonExplained{Workspace: workspace, ID: id, Name: p.Name, Version: p.Version}
	for _, feature := range append([]string{""}, asking.Features(id)...) {
		f := jsonFeature{Name: feature, Paths: []jsonPath{}}
		f.By, f.Own = asking.Asks(id, feature)
		for _, member := range members {
			if member == id {
				continue
			}
			if steps := asking.Path(member, variant.Node{Package: id, Feature: feature}); steps != nil {
				f.Paths = append(f.Paths, jsonPath{asking.Member(member).Name, words(asking, steps)})
			}
		}
		f.By, f.Own = listed(f.By), listed(f.Own)
		e.Features = append(e.Features, f)
	}
	return e
}

// words are the steps of a path, each as NAME or NAME/FEATURE, with what stands
// on its edge.
func words(asking *variant.Asking, steps []variant.Step) []string {
	list := make([]string, len(steps))
	for i, s := range steps {
		list[i] = asking.Member(s.Package).Name
		if s.Feature != "" {
			list[i] += "/" + s.Feature
		}
		if s.Label != "" {
			list[i] += " (" + s.Label + ")"
		}
	}
	return list
}

func (e jsonExplained) text(out *strings.Builder) {
	fmt.Fprintf(out, "%s %s in %s\n", shown(e.Name), shown(e.Version), shown(e.Workspace))
	for _, f := range e.Features {
		var by []string
		if len(f.By) > 0 {
			by = append(by, list(f.By))
		}
		if len(f.Own) > 0 {
			by = append(by, "its own feature "+list(f.Own))
		}
		switch {
		case f.Name == "":
			fmt.Fprintf(out, "  dependents: %s\n", strings.Join(by, ", "))
		case by == nil:
			fmt.Fprintf(out, "  %s: asked for by no package of these builds\n", shown(f.Name))
		default:
			fmt.Fprintf(out, "  %s: asked for by %s\n", shown(f.Name), strings.Join(by, ", "))
		}
		for _, p := range f.Paths {
			steps := make([]string, len(p.Steps))
			for i, s := range p.Steps {
				steps[i] = shown(s)
			}
			fmt.Fprintf(out, "    %s\n", strings.Join(steps, " → "))
		}
	}
}
