package selection

import (
	"net/url"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/nested"
)

// readLock lists the packages of a workspace's lock file. A package on disk has
// no source there; it gets the directory of the package with that name.
func readLock(r *manifest.Reader, ws nested.Workspace) ([]args.PackageID, error) {
	lock, err := lockfile.Read(lockfile.In(ws.Manifest))
	if err != nil {
		return nil, err
	}
	local := directories(r, ws)
	ids := make([]args.PackageID, 0, len(lock.Packages))
	for _, p := range lock.Packages {
		id := args.PackageID{Name: p.Name, Version: p.Version, Source: p.Source}
		if dir := local[p.Name]; p.Source == "" && dir != "" {
			id.Source = fileURL(dir)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// directories are those of the packages on disk, by name.
func directories(r *manifest.Reader, ws nested.Workspace) map[string]string {
	local := map[string]string{}
	read, err := r.Workspace(ws.Manifest)
	if err != nil {
		return local
	}
	for _, path := range r.Outside(read) {
		if m, err := r.Load(path); err == nil && m.Package != nil {
			local[m.Package.Name] = filepath.Dir(path)
		}
	}
	for _, m := range ws.Members {
		local[m.Name] = filepath.Dir(m.Manifest)
	}
	return local
}

func fileURL(dir string) string {
	slashed := filepath.ToSlash(dir)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a drive letter
	}
	return (&url.URL{Scheme: "path+file", Path: slashed}).String()
}

// holds says whether one of the packages is asked for.
func holds(packages []args.PackageID, specs []args.Spec) bool {
	return slices.ContainsFunc(packages, func(id args.PackageID) bool {
		return slices.ContainsFunc(specs, func(s args.Spec) bool { return s.Names(id) })
	})
}
