package manifest

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Unify is the table workspace.metadata.cargo-nw.unify: how the features of the
// packages of a workspace are made the same in all its builds.
type Unify struct {
	Mode           string   // UnifyAuto, UnifyCrate or UnifyCargo
	Name           string   // of what is generated; crates begin with it
	Path           string   // directory of the crates, relative to the root, with slashes
	Granularity    string   // UnifyMember or UnifyWorkspace
	Dev            string   // DevApart, DevTogether or DevOff
	Local          bool     // members get the same features, too
	Profile        bool     // packages may get a line in the dev profile
	Platforms      []string // besides the one that cargo runs on
	Exclude        []string // packages, NAME or NAME@VERSION
	ExcludeMembers []string
	Accept         []string // features that change behaviour: PACKAGE or PACKAGE/FEATURE
}

// The values of keys of [Unify].
const (
	UnifyAuto      = "auto" // UnifyCargo where that is stable, otherwise UnifyCrate
	UnifyCrate     = "crate"
	UnifyCargo     = "cargo"
	UnifyMember    = "member"
	UnifyWorkspace = "workspace"
	DevApart       = "apart"
	DevTogether    = "together"
	DevOff         = "off"
)

var unifyKeys = []string{"mode", "name", "path", "granularity", "dev", "local", "profile", "platforms", "exclude", "exclude-members", "accept"}

var crateName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_-]*$`)

// Unify reads the table in the manifest at path, which is that of a root. What
// is not written has its default. The error is an *[Error].
func (r *Reader) Unify(path string) (Unify, error) {
	path = filepath.Clean(path)
	data, err := r.read(path)
	if err != nil {
		return Unify{}, err
	}
	data = bytes.TrimPrefix(bytes.Clone(data), byteOrderMark)
	doc, err := r.document(path, data)
	if err != nil {
		return Unify{}, err
	}
	d := decoder{path: path, data: data, doc: doc}
	u, bad := d.unify()
	if bad != nil {
		return u, bad
	}
	return u, nil
}

func (d *decoder) unify() (Unify, *Error) {
	keys := []string{"workspace", "metadata", "cargo-nw", "unify"}
	parent, table := Settings{d.doc}.at(keys[:3]...), map[string]any{}
	if parent != nil {
		var err *Error
		if err = d.knownKeys(parent, keys[:3], keys[3:]); err != nil {
			return Unify{}, err
		}
		if table, _, err = d.table(parent, keys...); err != nil {
			return Unify{}, err
		}
	}
	if err := d.knownKeys(table, keys, unifyKeys); err != nil {
		return Unify{}, err
	}
	var u Unify
	for _, c := range []struct {
		key    string
		to     *string
		values []string
	}{
		{"mode", &u.Mode, []string{UnifyAuto, UnifyCrate, UnifyCargo}},
		{"granularity", &u.Granularity, []string{UnifyMember, UnifyWorkspace}},
		{"dev", &u.Dev, []string{DevApart, DevTogether, DevOff}},
	} {
		var err *Error
		if *c.to, err = d.choice(table, append(keys[:4:4], c.key), c.values); err != nil {
			return u, err
		}
	}
	for _, f := range []struct {
		key string
		to  *bool
	}{{"local", &u.Local}, {"profile", &u.Profile}} {
		on, err := d.flag(table, append(keys[:4:4], f.key))
		if err != nil {
			return u, err
		}
		_, written := table[f.key]
		*f.to = on || !written
	}
	for _, l := range []struct {
		key string
		to  *[]string
	}{{"platforms", &u.Platforms}, {"exclude", &u.Exclude}, {"exclude-members", &u.ExcludeMembers}, {"accept", &u.Accept}} {
		var err *Error
		if *l.to, err = d.texts(table, append(keys[:4:4], l.key)...); err != nil {
			return u, err.hint("write %s = [\"…\"]", l.key)
		}
	}
	return u, d.place(table, keys, &u)
}

// place reads where the crates are.
func (d *decoder) place(table map[string]any, keys []string, u *Unify) *Error {
	u.Name = "workspace-hack"
	name, ok, err := d.text(table, append(keys[:4:4], "name")...)
	if err != nil {
		return err
	}
	if ok {
		u.Name = name
	}
	if !crateName.MatchString(u.Name) {
		return d.fail(append(keys[:4:4], "name"), "`%s` is not the name of a crate", printable.Text(u.Name)).hint("write letters, digits, - and _")
	}
	u.Path = u.Name
	dir, ok, err := d.text(table, append(keys[:4:4], "path")...)
	if err != nil || !ok {
		return err
	}
	u.Path = filepath.ToSlash(filepath.Clean(filepath.FromSlash(dir)))
	if !filepath.IsLocal(filepath.FromSlash(dir)) || u.Path == "." || strings.ContainsAny(dir, "\\*?[\x00") {
		return d.fail(append(keys[:4:4], "path"), "`%s` is not a directory in the workspace", printable.Text(dir)).hint("write path = \"workspace-hack\"")
	}
	return nil
}
