package align_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/align"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
)

// file is a lock file as text: "NAME VERSION" in a line, "> NAME" for what the
// package above it depends on. Its cargo moves what rules do not forbid.
type file struct {
	text    string
	tried   []string
	move    func(text, step string) (after, refusal string)
	check   error
	again   bool   // it was told to be careful
	careful string // what it then says to every move
}

func (f *file) Text() ([]byte, error)       { return []byte(f.text), nil }
func (f *file) Restore(text []byte) error   { f.text = string(text); return nil }
func (f *file) Careful()                    { f.again = true }
func (f *file) Check(context.Context) error { return f.check }

func (f *file) Packages() ([]lockfile.Package, error) {
	var list []lockfile.Package
	for line := range strings.Lines(f.text) {
		name, version, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == ">" {
			last := &list[len(list)-1]
			last.Dependencies = append(last.Dependencies, lockfile.Dependency{Name: version})
			continue
		}
		list = append(list, lockfile.Package{Name: name, Version: version, Source: "registry+u"})
	}
	return list, nil
}

func (f *file) Move(_ context.Context, name, from, to string) (string, error) {
	step := fmt.Sprintf("%s %s %s", name, from, to)
	f.tried = append(f.tried, step)
	after, refusal := strings.Replace(f.text, name+" "+from, name+" "+to, 1), ""
	if f.again && f.careful != "" {
		return f.careful, nil
	}
	if f.move != nil {
		after, refusal = f.move(f.text, step)
	}
	if refusal == "" {
		f.text = after
	}
	return refusal, nil
}

func all(_, _, _ string) bool { return true }

// TestAlign has a second lock file with versions to move to.
func TestAlign(t *testing.T) {
	t.Parallel()
	replace := strings.NewReplacer
	for _, row := range []struct {
		name, text, other, third string
		move                     func(text, step string) (after, refusal string)
		check                    error
		careful                  string
		want                     string // of the first file
		tried                    string
		left                     string
	}{
		{name: "nothing differs", text: "a 1.0.0\n", other: "a 1.0.0\n", want: "a 1.0.0\n"},
		{name: "dependencies first", text: "a 1.0.0\n> b\nb 1.0.0\n", other: "a 1.1.0\nb 1.1.0\n", want: "a 1.1.0\n> b\nb 1.1.0\n", tried: "b 1.0.0 1.1.0, a 1.0.0 1.1.0"},
		{name: "a circle", text: "a 1.0.0\n> b\nb 1.0.0\n> a\n", other: "a 1.1.0\n", want: "a 1.1.0\n> b\nb 1.0.0\n> a\n", tried: "a 1.0.0 1.1.0"},
		{name: "incompatible versions stay", text: "a 1.0.0\nb 0.1.0\n", other: "a 2.0.0\nb 0.2.0\n", want: "a 1.0.0\nb 0.1.0\n"},
		{
			name: "the next lower one", text: "a 1.0.0\n", other: "a 1.2.0\n", third: "a 1.1.0\n", want: "a 1.1.0\n",
			move: func(text, step string) (string, string) {
				if strings.HasSuffix(step, "1.2.0") {
					return "", "no"
				}
				return replace("a 1.0.0", "a 1.1.0").Replace(text), ""
			},
			tried: "a 1.0.0 1.2.0, a 1.0.0 1.1.0, a 1.1.0 1.2.0", left: "a 1.1.0 1.2.0 no",
		},
		{
			name: "again when something has moved", text: "a 1.0.0\n> b\nb 1.0.0\n", other: "a 1.1.0\nb 1.1.0\n", want: "a 1.1.0\n> b\nb 1.1.0\n",
			move: func(text, step string) (string, string) {
				if step == "b 1.0.0 1.1.0" && strings.Contains(text, "a 1.0.0") {
					return "", "a 1.0.0 asks for =1.0.0"
				}
				name, versions, _ := strings.Cut(step, " ")
				from, to, _ := strings.Cut(versions, " ")
				return strings.Replace(text, name+" "+from, name+" "+to, 1), ""
			},
			tried: "b 1.0.0 1.1.0, a 1.0.0 1.1.0, b 1.0.0 1.1.0",
		},
		{
			name: "both halves at once", text: "a 1.0.0\n> b\nb 1.0.0\n", other: "a 1.1.0\nb 1.1.0\n", want: "a 1.1.0\n> b\nb 1.1.0\n",
			move: func(text, step string) (string, string) {
				if strings.HasPrefix(step, "b") {
					return "", "a 1.0.0 asks for =1.0.0"
				}
				return strings.ReplaceAll(text, "1.0.0", "1.1.0"), ""
			},
			tried: "b 1.0.0 1.1.0, a 1.0.0 1.1.0",
		},
		{
			name: "no downgrade of another one", text: "a 1.0.0\nb 1.5.0\n", other: "a 1.1.0\n", want: "a 1.0.0\nb 1.5.0\n",
			move: func(text, _ string) (string, string) {
				return replace("1.0.0", "1.1.0", "1.5.0", "1.4.0").Replace(text), ""
			},
			tried: "a 1.0.0 1.1.0", left: "a 1.0.0 1.1.0 b would go back from 1.5.0 to 1.4.0",
		},
		{
			name: "cargo does nothing", text: "a 1.0.0\n", other: "a 1.1.0\n", want: "a 1.0.0\n",
			move:  func(text, _ string) (string, string) { return text, "" },
			tried: "a 1.0.0 1.1.0", left: "a 1.0.0 1.1.0 cargo leaves it there",
		},
		{
			name: "a result that cargo does not accept", text: "a 1.0.0\nb 1.0.0\n", other: "a 1.1.0\n", want: "a 1.0.0\nb 1.0.0\n", check: errors.New("not so"),
			tried: "a 1.0.0 1.1.0, a 1.0.0 1.1.0", left: "a 1.0.0 1.1.0 all of the file is as it was: not so",
		},
		{
			name: "a step that cargo does not accept", text: "a 1.0.0\n", other: "a 1.1.0\n", want: "a 1.0.0\n", check: errors.New("not so"), careful: "not a",
			tried: "a 1.0.0 1.1.0, a 1.0.0 1.1.0", left: "a 1.0.0 1.1.0 not a",
		},
	} {
		first := &file{text: row.text, move: row.move, check: row.check, careful: row.careful}
		sites := []align.Site{{Workspace: "first", File: first}, {Workspace: "second", File: &file{text: row.other}}}
		if row.third != "" {
			refuses := func(string, string) (string, string) { return "", "no" }
			sites = append(sites, align.Site{Workspace: "third", File: &file{text: row.third, move: refuses}})
		}
		left, err := align.Align(t.Context(), sites, all)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		var reasons []string
		for _, l := range left {
			if l.Workspace == "first" {
				reasons = append(reasons, fmt.Sprintf("%s %s %s %s", l.Name, l.From, l.To, l.Why))
			}
		}
		if got := strings.Join(first.tried, ", "); got != row.tried {
			t.Errorf("%s: tried %s, want %s", row.name, got, row.tried)
		}
		if got := strings.Join(reasons, ", "); first.text != row.want || got != row.left {
			t.Errorf("%s: got %q, left %q, want %q, %q", row.name, first.text, got, row.want, row.left)
		}
	}
}

// TestChanges lists what is moved, new and gone.
func TestChanges(t *testing.T) {
	t.Parallel()
	packages := func(text string) []lockfile.Package {
		list, _ := (&file{text: text}).Packages()
		return append(list, lockfile.Package{Name: "own", Version: "1.0.0"})
	}
	got := align.Changes(packages("b 1.0.0\na 1.0.0\nc 0.1.0\nd 1.0.0\n"), packages("a 1.1.0\nb 1.0.0\nc 0.2.0\nd 1.0.0\nd 2.0.0\n"))
	want := []align.Change{{"a", "1.0.0", "1.1.0"}, {"c", "0.1.0", ""}, {"c", "", "0.2.0"}, {"d", "", "2.0.0"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
