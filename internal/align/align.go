package align

import (
	"context"
	"fmt"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// File is a lock file in which packages can be moved.
type File interface {
	Packages() ([]lockfile.Package, error)
	// Move moves a package to another version, with what has to come along. A
	// refusal leaves the file as it was; an error means that nothing can be tried
	// any more.
	Move(ctx context.Context, name, from, to string) (refusal string, err error)
	Text() ([]byte, error)
	Restore(text []byte) error
	// Check is an error if cargo would not take the file as it is.
	Check(ctx context.Context) error
	// Careful makes Move refuse what Check would find.
	Careful()
}

// Site is the lock file of a workspace.
type Site struct {
	Workspace string
	File      File
	Asks      func(lockfile.Package) []variant.Ask // as in [variant.Lock]
}

// Left is a package that is not at the highest version, and why.
type Left struct {
	Workspace, Name, From, To string
	Held                      []variant.Ask // requirements that forbid it, as far as manifests say
	Why                       string        // what cargo says; "" where it has not been asked
}

// rounds is how often it starts again because something has moved. What comes
// along may be newer than what any file had, so others follow in the next round.
const rounds = 10

// Align moves packages until nothing moves any more. wanted says which. An error
// means that the files are of no use.
func Align(ctx context.Context, sites []Site, wanted func(name, version, source string) bool) ([]Left, error) {
	a := alignment{sites: sites, wanted: wanted, refused: map[step]refusal{}}
	before := make([][]byte, len(sites))
	for i, s := range sites {
		var err error
		if before[i], err = s.File.Text(); err != nil {
			return nil, err
		}
	}
	if err := a.settle(ctx); err != nil {
		return nil, err
	}
	broken, err := a.check(ctx, before)
	if err != nil || len(broken) == 0 {
		return a.left(nil, err)
	}
	// What the others got from these files may be gone, so all start again.
	for i, s := range sites {
		if err = s.File.Restore(before[i]); err != nil {
			return nil, err
		}
		if broken[s.Workspace] != "" {
			s.File.Careful()
		}
	}
	if err = a.settle(ctx); err != nil {
		return nil, err
	}
	broken, err = a.check(ctx, before)
	return a.left(broken, err)
}

// settle makes rounds until nothing moves any more.
func (a *alignment) settle(ctx context.Context) error {
	for range rounds {
		if moved, err := a.round(ctx); err != nil || !moved {
			return err
		}
	}
	return nil
}

// check puts each file back that cargo does not accept, and says why.
func (a *alignment) check(ctx context.Context, before [][]byte) (map[string]string, error) {
	broken := map[string]string{}
	for i, s := range a.sites {
		text, err := s.File.Text()
		if err != nil {
			return nil, err
		}
		if slices.Equal(text, before[i]) {
			continue
		}
		if err := s.File.Check(ctx); err != nil {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			broken[s.Workspace] = "all of the file is as it was: " + err.Error()
			if err := s.File.Restore(before[i]); err != nil {
				return nil, err
			}
		}
	}
	return broken, nil
}

// alignment is one call of [Align].
type alignment struct {
	sites   []Site
	wanted  func(name, version, source string) bool
	refused map[step]refusal
}

// step is one package in one lock file, and a version that it may get.
type step struct{ workspace, name, from, to string }

// refusal is why a step was not made, with the text of the file at that time: in
// another one it may be possible.
type refusal struct{ why, in string }

// round tries every move once, those of dependencies first.
func (a *alignment) round(ctx context.Context) (moved bool, err error) {
	locks, err := a.locks()
	if err != nil {
		return false, err
	}
	found := variant.CompareVersions(locks)
	for i, site := range a.sites {
		for _, m := range order(locks[i], targets(found, site.Workspace)) {
			if !a.wanted(m.name, m.from, m.source) {
				continue
			}
			ok, err := a.move(ctx, site, m)
			if err != nil {
				return false, err
			}
			moved = moved || ok
		}
	}
	return moved, nil
}

// move tries the versions of a package, the highest first.
func (a *alignment) move(ctx context.Context, site Site, m target) (bool, error) {
	before, err := site.File.Packages()
	if err != nil || !has(before, m.name, m.from) {
		return false, err // it has come along with another one
	}
	text, err := site.File.Text()
	if err != nil {
		return false, err
	}
	for _, to := range m.to {
		s := step{site.Workspace, m.name, m.from, to}
		if was, ok := a.refused[s]; ok && was.in == string(text) {
			continue
		}
		why, err := site.File.Move(ctx, m.name, m.from, to)
		if err != nil {
			return false, err
		}
		if why == "" {
			after, err := site.File.Packages()
			if err != nil {
				return false, err
			}
			if why = unwelcome(before, after, s); why == "" {
				return true, nil
			}
			if err := site.File.Restore(text); err != nil {
				return false, err
			}
		}
		a.refused[s] = refusal{why, string(text)}
	}
	return false, nil
}

// unwelcome says what is wrong with the result of a step, "" if nothing is.
func unwelcome(before, after []lockfile.Package, s step) string {
	if has(after, s.name, s.from) {
		return "cargo leaves it there"
	}
	versions := map[place]semver.Version{}
	for _, p := range after {
		if at, v, ok := placed(p); ok {
			versions[at] = v
		}
	}
	for _, p := range before {
		at, was, ok := placed(p)
		if now, there := versions[at]; ok && there && semver.Compare(now, was) < 0 {
			return fmt.Sprintf("%s would go back from %s to %s", p.Name, p.Version, version(now))
		}
	}
	return ""
}

func version(v semver.Version) string {
	text := fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch)
	if v.Pre != "" {
		text += "-" + v.Pre
	}
	return text
}

// left are the packages that could still move, by what the files have now.
func (a *alignment) left(broken map[string]string, err error) ([]Left, error) {
	if err != nil {
		return nil, err
	}
	locks, err := a.locks()
	if err != nil {
		return nil, err
	}
	var list []Left
	for _, d := range variant.CompareVersions(locks).Differing {
		for _, m := range d.Moves {
			if !a.wanted(d.Name, m.From, d.Source) {
				continue
			}
			l := Left{Workspace: m.Workspace, Name: d.Name, From: m.From, To: m.To, Held: m.Held}
			l.Why = a.refused[step{m.Workspace, d.Name, m.From, m.To}].why
			if why := broken[m.Workspace]; why != "" {
				l.Why = why
			}
			list = append(list, l)
		}
	}
	return list, nil
}

func (a *alignment) locks() ([]variant.Lock, error) {
	list := make([]variant.Lock, len(a.sites))
	for i, s := range a.sites {
		packages, err := s.File.Packages()
		if err != nil {
			return nil, err
		}
		list[i] = variant.Lock{Workspace: s.Workspace, Packages: packages, Asks: s.Asks}
	}
	return list, nil
}
