package args

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
)

// PackageID is one package of a lock file. Source is as the lock file writes it
// ("registry+https://…", "git+https://…?branch=x#commit"), and
// "path+file:///dir" for a package on disk, which has no source there.
type PackageID struct{ Name, Version, Source string }

// Spec is a package ID specification as `cargo update` accepts it, without the
// patterns that --package accepts. The zero value matches nothing.
type Spec struct {
	name, version string
	versioned     bool
	source        *source
	text          string
}

// String is the specification as it was written.
func (s Spec) String() string { return s.text }

// source is where a package comes from. kind is "" if the specification leaves
// it open.
type source struct{ kind, url string }

// ParseSpec reads a package ID specification (PackageIdSpec::parse in
// cargo-util-schemas, src/core/package_id_spec.rs). The error says why cargo
// refuses it.
func ParseSpec(text string) (Spec, error) {
	s, err := parseSpec(text)
	s.text = text
	return s, err
}

func parseSpec(text string) (Spec, error) {
	if !strings.Contains(text, "://") {
		name, version, versioned := cutVersion(text)
		return newSpec(name, version, versioned, nil)
	}
	from, fragment, err := parseSource(text)
	if err != nil {
		return Spec{}, err
	}
	last := path.Base(strings.SplitN(from.url, "#", 2)[0])
	if fragment == "" {
		return newSpec(last, "", false, &from)
	}
	if name, version, versioned := cutVersion(fragment); versioned {
		return newSpec(name, version, true, &from)
	}
	if unicode.IsLetter([]rune(fragment)[0]) {
		return newSpec(fragment, "", false, &from)
	}
	return newSpec(last, fragment, true, &from)
}

func newSpec(name, version string, versioned bool, from *source) (Spec, error) {
	if name == "" {
		return Spec{}, errors.New("the package name is empty")
	}
	for i, r := range name {
		switch {
		case r == '_' || unicode.IsLetter(r):
		case i > 0 && (r == '-' || unicode.IsDigit(r) || unicode.IsMark(r)):
		default:
			return Spec{}, fmt.Errorf("a package name cannot contain %q here: %s", r, Quote(name))
		}
	}
	if versioned && !partialVersion.MatchString(version) {
		return Spec{}, fmt.Errorf("%s is not a version: write 1, 1.2 or 1.2.3", Quote(version))
	}
	return Spec{name: name, version: version, versioned: versioned, source: from}, nil
}

// Names says whether the specification names this package
// (PackageIdSpec::matches).
func (s Spec) Names(id PackageID) bool {
	if s.name == "" || s.name != id.Name || s.versioned && !matchesVersion(s.version, id.Version) {
		return false
	}
	if s.source == nil {
		return true
	}
	from, _, err := parseSource(id.Source)
	return err == nil && from.url == s.source.url && (s.source.kind == "" || s.source.kind == from.kind)
}

// parseSource is PackageIdSpec::from_url up to the fragment. "sparse+" stays
// part of the URL, as in cargo.
func parseSource(text string) (from source, fragment string, err error) {
	u, err := url.Parse(text)
	if err != nil {
		return source{}, "", fmt.Errorf("%s is not a URL", Quote(text))
	}
	fragment, u.Fragment, u.RawFragment = u.Fragment, "", ""
	kind, scheme, plus := strings.Cut(u.Scheme, "+")
	query := u.Query()
	switch {
	case !plus:
	case kind == "git":
		from.kind = "git"
		for _, key := range []string{"branch", "ref", "tag", "rev"} {
			if query.Has(key) {
				from.kind = "git " + strings.Replace(key, "ref", "branch", 1) + "=" + query.Get(key)
			}
		}
		u.Scheme, u.RawQuery, u.ForceQuery = scheme, "", false
	case kind == "path" && scheme != "file":
		return source{}, "", fmt.Errorf("a path must be path+file://…, not %s", Quote(u.Scheme+"://"))
	case kind == "registry", kind == "path":
		from.kind, u.Scheme = kind, scheme
	case kind == "sparse":
		from.kind = kind
	default:
		return source{}, "", fmt.Errorf("unknown source kind %s: write git+, registry+, sparse+ or path+", Quote(kind+"+"))
	}
	if u.RawQuery != "" || u.ForceQuery {
		return source{}, "", fmt.Errorf("only a git+ URL can have a ?query: %s", Quote(text))
	}
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	from.url = u.String()
	return from, fragment, nil
}
