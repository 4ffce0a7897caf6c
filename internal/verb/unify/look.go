package unify

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// look asks cargo what the workspace builds with these commands, as the copy is
// now.
func (s *space) look(ctx context.Context, commands ...string) (unify.Space, error) {
	view := unify.Space{
		Settings: s.settings, Root: s.mirror.at(s.ws.Dir), One: s.reader.Settings(s.ws.Manifest).Resolver() == "1",
		Host: s.cargo.Version.Host, Meta: s.meta, Plain: s.plain, Crates: s.crates,
	}
	for _, id := range s.meta.Members {
		p := s.meta.Packages[id]
		m := unify.Member{ID: id, Name: p.Name, Dir: filepath.Dir(p.Manifest)}
		for _, t := range p.Targets {
			m.Macro = m.Macro || slices.Contains(t.Kinds, "proc-macro")
			m.Script = m.Script || slices.Contains(t.Kinds, "custom-build")
		}
		view.Members = append(view.Members, m)
	}
	slices.SortFunc(view.Members, func(a, b unify.Member) int { return strings.Compare(a.Name, b.Name) })
	for _, command := range commands {
		for _, platform := range append([]string{""}, s.settings.Platforms...) {
			if platform == s.cargo.Version.Host {
				continue // as without --target
			}
			class, err := s.class(ctx, command, platform)
			if err != nil {
				return view, err
			}
			view.Classes = append(view.Classes, class)
		}
	}
	host := view.OnHost()
	for i, m := range view.Members {
		view.Members[i].NoStd = !m.Macro && !host[m.ID] && s.noStd(s.meta.Packages[m.ID])
	}
	return view, nil
}

// class are the build of the whole workspace and those of the members.
func (s *space) class(ctx context.Context, command, platform string) (unify.Class, error) {
	c := unify.Class{Platform: platform, Dev: command == "test"}
	c.Class = variant.Class{Command: command, Exact: true, Local: map[string]bool{}}
	whole := unitgraph.Build{Command: command}
	if platform != "" {
		whole.Args = []string{"--target", platform}
	}
	builds, ids := []unitgraph.Build{whole}, []string{""}
	for _, id := range s.meta.Members {
		c.Local[id] = true
		one := whole
		one.Member = s.meta.Spec(id)
		builds, ids = append(builds, one), append(ids, id)
	}
	graphs, err := s.graphs(ctx, builds)
	if err != nil {
		return c, err
	}
	for i, g := range graphs {
		b := variant.Build{Title: strings.Join(builds[i].Argv(), " "), Member: ids[i], Graph: g}
		if i == 0 {
			c.Whole = b
		} else {
			c.Members = append(c.Members, b)
		}
	}
	return c, nil
}

// graphs are those of several builds, several at a time: cargo holds the lock of
// its package cache only for moments.
func (s *space) graphs(ctx context.Context, builds []unitgraph.Build) ([]unitgraph.Graph, error) {
	graphs, errs := make([]unitgraph.Graph, len(builds)), make([]error, len(builds))
	state := s.mirror.state()
	var one sync.Mutex // the cache is not for several at a time
	places := make(chan struct{}, min(runtime.NumCPU(), 4))
	var wait sync.WaitGroup
	for i, b := range builds {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			question := s.asked + "graph " + state + " " + strings.Join(b.Argv(), " ")
			one.Lock()
			_, known := s.known.Get(question)
			one.Unlock()
			var data []byte
			var err error
			if !known {
				if data, err = s.cargo.Graph(ctx, b); err != nil {
					errs[i] = err
					return
				}
			}
			one.Lock()
			data, err = s.once(question, func() ([]byte, error) { return data, nil })
			one.Unlock()
			if err == nil {
				graphs[i], err = unitgraph.Parse(data)
			}
			errs[i] = err
		})
	}
	wait.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	return graphs, nil
}
