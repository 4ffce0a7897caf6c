package drift

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// class asks for the build of the whole workspace, and for that of each member
// if there are several. Without graphs only sets of features are known.
func (q questions) class(ctx context.Context, meta metadata.Metadata, whole unitgraph.Build, exact bool) (variant.Class, error) {
	c := variant.Class{Command: whole.Command, Exact: exact, Local: map[string]bool{}}
	builds, ids := []unitgraph.Build{whole}, []string{""}
	for _, id := range meta.Members {
		c.Local[id] = true
	}
	if len(meta.Members) > 1 {
		for _, id := range meta.Members {
			b := whole
			b.Member = meta.Spec(id)
			builds, ids = append(builds, b), append(ids, id)
		}
		if n := len(meta.Defaults); n > 0 && n < len(meta.Members) {
			plain := whole
			plain.Plain = true
			builds, ids = append(builds, plain), append(ids, "")
		}
	}
	answers, err := q.all(ctx, builds, exact)
	if err != nil {
		return c, err
	}
	for i, data := range answers {
		b := variant.Build{Title: strings.Join(builds[i].Argv(), " "), Member: ids[i]}
		if !exact {
			b.Packages = identified(meta, unitgraph.ParseTree(string(data)))
		} else if b.Graph, err = unitgraph.Parse(data); err != nil {
			return c, err
		}
		if i == 0 {
			c.Whole = b
		} else {
			c.Members = append(c.Members, b)
		}
	}
	return c, nil
}

// all asks several questions at once: cargo holds the lock of its package cache
// only for moments. The error is that of the first question without an answer.
func (q questions) all(ctx context.Context, builds []unitgraph.Build, exact bool) ([][]byte, error) {
	answers, errs := make([][]byte, len(builds)), make([]error, len(builds))
	ask := func(b unitgraph.Build) ([]byte, error) {
		if exact {
			return q.cargo.Graph(ctx, b)
		}
		return q.cargo.Tree(ctx, b)
	}
	question := func(b unitgraph.Build) string {
		if exact {
			return "graph " + strings.Join(b.Argv(), " ")
		}
		return "tree " + strings.Join(b.Argv(), " ")
	}
	places := make(chan struct{}, min(runtime.NumCPU(), 4))
	var wait sync.WaitGroup
	for i, b := range builds {
		known, ok := q.known.Get(question(b))
		if ok {
			answers[i] = known
			continue
		}
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			answers[i], errs[i] = ask(b)
		})
	}
	wait.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	for i, b := range builds {
		q.known.Put(question(b), answers[i])
	}
	return answers, nil
}

// identified gives the packages of `cargo tree` the IDs that cargo has for them.
// Of two with one name and version, which come from different places, it finds
// only one.
func identified(meta metadata.Metadata, list []unitgraph.Package) []unitgraph.Package {
	ids := map[[2]string]string{}
	for _, id := range slices.Sorted(maps.Keys(meta.Packages)) {
		p := meta.Packages[id]
		ids[[2]string{p.Name, p.Version}] = id
	}
	for i, p := range list {
		list[i].ID = cmp.Or(ids[[2]string{p.Name, p.Version}], p.Name+" "+p.Version+" "+p.Source)
	}
	return list
}
