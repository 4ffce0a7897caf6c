package unify

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// gain is what the builds of the members compile after that of the whole
// workspace, without what is generated and with it.
type gain struct {
	command       string
	before, after variant.Count
}

// price is how many crates of other people a member alone is compiled with, from
// nothing.
type price struct {
	member        string
	before, after int
}

// result is what has been proven about a workspace.
type result struct {
	*space

	gains  []gain
	prices []price
	left   []unify.Left
	linked bool // link-time optimization, which the graphs do not show
	files  []change.File
}

// fails says whether somebody should do something.
func (r result) fails() bool { return slices.ContainsFunc(r.left, unify.Left.Fails) }

// measure counts what the builds compile, as the copy is now.
func (s *space) measure(ctx context.Context) (view unify.Space, counts map[string]variant.Count, linked bool, err error) {
	if view, err = s.look(ctx, commands...); err != nil {
		return view, nil, false, s.failed(err)
	}
	counts = map[string]variant.Count{}
	for _, c := range view.Classes {
		class := c.Class
		class.Local = maps.Clone(class.Local)
		for id := range view.Crates {
			class.Local[id] = true
		}
		f := variant.CompareFeatures(class)
		sum := counts[c.Command]
		sum.ThirdParty += f.Again.ThirdParty
		sum.Local += f.Again.Local
		counts[c.Command] = sum
		linked = linked || f.Linked
	}
	return view, counts, linked, nil
}

// unifyAll proves what makes the builds of each workspace the same.
func unifyAll(ctx context.Context, spaces []*space) ([]result, error) {
	if len(spaces) == 1 && spaces[0].members() < 2 {
		files, err := spaces[0].files()
		return []result{{space: spaces[0], files: files}}, err
	}
	results := make([]result, len(spaces))
	before := make([]map[string]variant.Count, len(spaces))
	prices := make([]map[string]int, len(spaces))
	for i, s := range spaces {
		view, counts, _, err := s.measure(ctx)
		if err != nil {
			return nil, err
		}
		before[i], prices[i] = counts, view.Prices("check")
	}
	if err := settle(ctx, spaces); err != nil {
		return nil, err
	}
	views, together := make([]unify.Space, len(spaces)), unify.Union{}
	for i, s := range spaces {
		view, counts, linked, err := s.measure(ctx)
		if err != nil {
			return nil, err
		}
		r := result{space: s, linked: linked}
		for _, command := range commands {
			r.gains = append(r.gains, gain{command, before[i][command], counts[command]})
		}
		now := view.Prices("check")
		for _, m := range view.Members {
			r.prices = append(r.prices, price{m.Name, prices[i][m.Name], now[m.Name]})
		}
		if r.files, err = s.files(); err != nil {
			return nil, err
		}
		for _, c := range view.Classes {
			if c.Command == "build" && c.Platform == "" {
				s.proven = units(c.Whole.Graph)
			}
		}
		_ = s.known.Save() // without a cache the next call is slower, and that is all
		results[i], views[i] = r, view
		if len(spaces) > 1 {
			together.Add(view.Union())
		}
	}
	for i := range results {
		views[i].Also = together
		results[i].left = views[i].Left()
	}
	return results, nil
}

// files are those of the workspace as they are and as they are in the copy, the
// ones that change alone, in the order in which they are shown.
func (s *space) files() ([]change.File, error) {
	seen := map[string]bool{}
	var list []change.File
	for _, path := range slices.Concat(slices.Sorted(maps.Keys(s.mirror.text)), slices.Sorted(maps.Keys(s.old))) {
		if seen[path] {
			continue
		}
		seen[path] = true
		file, read := s.old[path]
		text, wanted := s.mirror.text[path]
		if !read {
			if !strings.HasPrefix(path, s.hack()+string(filepath.Separator)) {
				continue // only copied
			}
			var err error
			if file, err = change.Read(path); err != nil {
				return nil, err
			}
		}
		if path == s.configuration() {
			var err error
			if text, wanted, err = s.configured(); err != nil {
				return nil, err
			}
		}
		if !file.Exists && !wanted || file.Exists && wanted && string(file.Old) == text {
			continue
		}
		file.New, file.Remove = []byte(text), !wanted
		if !wanted {
			file.New = nil
		}
		file.What, file.Items = s.what(path, file)
		list = append(list, file)
	}
	return list, nil
}

// what says what happens to a file.
func (s *space) what(path string, file change.File) (what string, items []string) {
	switch {
	case file.Remove:
		return "remove it", nil
	case path == s.lock():
		return "bring it up to date", nil
	case filepath.Base(path) == manifest.FileName && strings.HasPrefix(path, s.hack()):
		for line := range strings.SplitSeq(string(file.New), "\n") {
			if strings.Contains(line, " = { ") || strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "[package") {
				items = append(items, line)
			}
		}
		return "write a crate that asks for features", items
	case strings.HasPrefix(path, s.hack()):
		return "write it", nil
	}
	for line := range strings.SplitSeq(string(file.New), "\n") {
		if !slices.Contains(strings.Split(string(file.Old), "\n"), line) && line != "" && !strings.HasPrefix(line, "#") {
			items = append(items, line)
		}
	}
	if len(items) == 0 {
		return "take out what is generated", nil
	}
	if !file.Exists {
		return "write it", items
	}
	return "add lines", items
}
