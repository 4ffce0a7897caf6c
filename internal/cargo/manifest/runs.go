package manifest

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Run is what an entry of roots sets for one run in its workspaces.
type Run struct {
	Name      string   // of the variant, "" if the entry has none
	Args      []string // added to the command; package args says where
	Toolchain string   // rustup's name of it, "" if the entry names none
	Env       []string // NAME=VALUE, by name
	Line      int      // from 1, 0 when unknown
}

var (
	runKeys     = []string{"args", "toolchain", "env"}
	variantKeys = slices.Concat([]string{"name"}, runKeys)
)

// variantName is what a variant may be called: it is part of the names of files
// and follows a `#`.
var variantName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)

// runs are those of the entry of roots at keys: one for each variant, with what
// the entry itself sets as well. A variant's toolchain and variables win over
// the entry's, and its arguments come after them.
func (d *decoder) runs(entry map[string]any, keys []string) ([]Run, *Error) {
	common, err := d.run(entry, keys)
	if err != nil {
		return nil, err
	}
	keys = append(slices.Clip(keys), "variants")
	value, ok := entry["variants"]
	array, isArray := value.([]any)
	switch {
	case !ok && len(common.Args)+len(common.Env) == 0 && common.Toolchain == "":
		return nil, nil
	case !ok:
		return []Run{common}, nil
	case !isArray:
		return nil, d.wrongType(keys, value, "an array of tables").hint(`write variants = [{ name = "…", args = ["…"] }]`)
	case len(array) == 0:
		return nil, d.fail(keys, "there are no variants").hint("remove the key, or add a variant")
	}
	var list []Run
	for i, element := range array {
		at := append(slices.Clip(keys), index(i))
		run, err := d.variant(element, at)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(list, func(other Run) bool { return other.Name == run.Name }) {
			return nil, d.fail(append(slices.Clip(at), "name"), "there is a variant `%s` already", printable.Text(run.Name)).hint("give each variant a name of its own")
		}
		list = append(list, run.over(common))
	}
	return list, nil
}

// variant is one element of variants.
func (d *decoder) variant(element any, keys []string) (Run, *Error) {
	table, ok := element.(map[string]any)
	if !ok {
		return Run{}, d.wrongType(keys, element, "a table").hint(`write { name = "…", args = ["…"] }`)
	}
	if err := d.knownKeys(table, keys, variantKeys); err != nil {
		return Run{}, err
	}
	run, err := d.run(table, keys)
	if err != nil {
		return Run{}, err
	}
	at := append(slices.Clip(keys), "name")
	if run.Name, ok, err = d.text(table, at...); err != nil {
		return Run{}, err.hint("write name = \"…\"")
	}
	switch {
	case !ok:
		return Run{}, d.fail(keys, "the variant has no name").hint("add name = \"…\"")
	case !variantName.MatchString(run.Name):
		return Run{}, d.fail(at, "`%s` is not a name", printable.Text(run.Name)).hint("use letters, digits, `_`, `-` and `.`")
	}
	return run, nil
}

// run reads what an entry and a variant have in common.
func (d *decoder) run(table map[string]any, keys []string) (Run, *Error) {
	run := Run{Line: d.places.find(keys).line}
	at := func(key string) []string { return append(slices.Clip(keys), key) }
	var err *Error
	if run.Args, err = d.texts(table, at("args")...); err != nil {
		return run, err.hint(`write args = ["--option", "value"]`)
	}
	if i := slices.IndexFunc(run.Args, func(word string) bool { return word == "" || strings.ContainsRune(word, 0) }); i >= 0 {
		return run, d.fail(append(at("args"), index(i)), "the argument is empty, or has a NUL character in it").hint("remove it")
	}
	var named bool
	if run.Toolchain, named, err = d.text(table, at("toolchain")...); err != nil {
		return run, err.hint(`write toolchain = "nightly"`)
	}
	if named && (run.Toolchain == "" || strings.ContainsAny(run.Toolchain, "+ \t\n\x00")) {
		return run, d.fail(at("toolchain"), "`%s` is not the name of a toolchain", printable.Text(run.Toolchain)).hint(`write it as rustup does, without a plus: toolchain = "nightly"`)
	}
	run.Env, err = d.variables(table, at("env"))
	return run, err
}

// variables reads a table of environment variables.
func (d *decoder) variables(parent map[string]any, keys []string) ([]string, *Error) {
	table, _, err := d.table(parent, keys...)
	if err != nil {
		return nil, err.hint(`write env = { NAME = "value" }`)
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(table)) {
		at := append(slices.Clip(keys), name)
		value, ok := table[name].(string)
		switch {
		case !ok:
			return nil, d.wrongType(at, table[name], "a string").hint(`write %s = "…"`, printable.Text(name))
		case name == "" || strings.ContainsAny(name, "=\x00") || strings.ContainsRune(value, 0):
			return nil, d.fail(at, "`%s` cannot be the name of a variable, or its value has a NUL character in it", printable.Text(name)).hint("correct it")
		case name == "RUSTUP_TOOLCHAIN":
			return nil, d.fail(at, "a toolchain has its own key").hint(`write toolchain = "%s"`, printable.Text(value))
		case strings.HasPrefix(name, "CARGO_NW") || strings.HasPrefix(name, "_CARGO_NW"):
			return nil, d.fail(at, "cargo-nw sets `%s` itself", printable.Text(name)).hint("remove it")
		}
		list = append(list, name+"="+value)
	}
	return list, nil
}

// over is the run with what an entry sets for all of its variants.
func (r Run) over(common Run) Run {
	r.Args = slices.Concat(common.Args, r.Args)
	if r.Toolchain == "" {
		r.Toolchain = common.Toolchain
	}
	for _, kv := range common.Env {
		name, _, _ := strings.Cut(kv, "=")
		if !slices.ContainsFunc(r.Env, func(own string) bool { return strings.HasPrefix(own, name+"=") }) {
			r.Env = append(r.Env, kv)
		}
	}
	slices.Sort(r.Env)
	return r
}
