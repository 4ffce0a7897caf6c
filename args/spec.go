package args

import (
	"net/url"
	"path"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
)

// MatchesSpec reports whether a package ID specification, as --package accepts
// it, matches this package (PackageIdSpec::parse in cargo-util-schemas,
// src/core/package_id_spec.rs; opt_patterns_and_ids in
// src/cargo/ops/cargo_compile/packages.rs). One that cargo cannot read matches
// nothing. Dashes and underscores differ. A URL without a name in its fragment
// matches the package named like its last segment, so file:///a/b does not
// match the package e in /a/b.
func MatchesSpec(spec string, pkg Package) bool {
	if strings.Contains(spec, "://") {
		return matchesURL(spec, pkg)
	}
	name, version, versioned := cutVersion(spec)
	if name == pkg.Name && (!versioned || matchesVersion(version, pkg.Version)) {
		return true
	}
	return strings.ContainsAny(spec, "*?[]") && glob.Match(spec, pkg.Name)
}

// cutVersion is parse_spec: "@" anywhere comes before ":", the last one counts.
func cutVersion(spec string) (name, version string, ok bool) {
	if i := strings.LastIndexByte(spec, '@'); i >= 0 {
		return spec[:i], spec[i+1:], true
	}
	if i := strings.LastIndexByte(spec, ':'); i >= 0 && !strings.HasSuffix(spec[:i], ":") {
		return spec[:i], spec[i+1:], true
	}
	return spec, "", false
}

// matchesURL is PackageIdSpec::from_url for a package with a path as its
// source.
func matchesURL(spec string, pkg Package) bool {
	u, err := url.Parse(spec)
	if err != nil || u.RawQuery != "" || u.ForceQuery {
		return false
	}
	if scheme := strings.TrimPrefix(u.Scheme, "path+"); scheme != "file" {
		return false
	}
	if u.User != nil || (u.Host != "" && !strings.EqualFold(u.Host, "localhost")) {
		return false
	}
	dir := path.Clean(u.Path)
	if u.Path != "/" && endsInSlash(u.Path) || dir != urlPath(pkg.Dir) {
		return false
	}
	_, fragment, fragmented := strings.Cut(spec, "#")
	if !fragmented {
		return path.Base(dir) == pkg.Name
	}
	name, version, versioned := cutVersion(fragment)
	switch {
	case versioned:
		return name == pkg.Name && matchesVersion(version, pkg.Version)
	case fragment == pkg.Name:
		return true
	default:
		return path.Base(dir) == pkg.Name && matchesVersion(fragment, pkg.Version)
	}
}

// endsInSlash says whether a URL parser leaves the path with a slash at the
// end.
func endsInSlash(p string) bool {
	return strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/..")
}

// urlPath is the path of dir's file URL, for POSIX and for drive letters.
func urlPath(dir string) string {
	if len(dir) >= 2 && dir[1] == ':' {
		dir = "/" + strings.ReplaceAll(dir, `\`, "/")
	}
	return path.Clean(dir)
}
