// Package environ reads and edits the environment of a process as the slice
// that os/exec takes, and finds programs with it.
//
// It never reads the environment of this process: main passes that down.
package environ

import (
	"cmp"
	"slices"
	"strings"
)

// Get is the value of a variable, "" if it is not set. Of several the last one
// counts, as in a process.
func Get(env []string, name string) string { return native.get(env, name) }

// Without is env less the variables of these names and these prefixes. env
// stays as it is.
func Without(env, names, prefixes []string) []string { return native.without(env, names, prefixes) }

// With is env with one variable set.
func With(env []string, name, value string) []string {
	return append(Without(env, []string{name}, nil), name+"="+value)
}

// Prefixed are the variables whose names start with prefix, by the rest of the
// name. Of several the last one counts.
func Prefixed(env []string, prefix string) map[string]string {
	found := map[string]string{}
	for _, kv := range env {
		if name, value, _ := strings.Cut(kv, "="); native.prefixed(name, prefix) {
			found[name[len(prefix):]] = value
		}
	}
	return found
}

func (n naming) get(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if len(kv) > len(name) && kv[len(name)] == '=' && n.same(kv[:len(name)], name) {
			return kv[len(name)+1:]
		}
	}
	return ""
}

func (n naming) without(env, names, prefixes []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return slices.ContainsFunc(names, func(other string) bool { return n.same(name, other) }) ||
			slices.ContainsFunc(prefixes, func(prefix string) bool { return n.prefixed(name, prefix) })
	})
}

// Home is the user's home directory, "" if the environment does not say.
func Home(env []string) string {
	return cmp.Or(Get(env, "HOME"), Get(env, "USERPROFILE"))
}
