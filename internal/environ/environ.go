// Package environ reads and edits the environment of a process as the slice
// that os/exec takes.
//
// It never reads the environment of this process: that is handed down from
// main.
package environ

import (
	"slices"
	"strings"
)

// Get is the value of a variable, "" when it is not set. Of several the last
// one counts, as in a process.
func Get(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}

// Without is env less the variables of these names and these prefixes. env
// stays as it is.
func Without(env, names, prefixes []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return slices.Contains(names, name) ||
			slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	})
}

// With is env with one variable set.
func With(env []string, name, value string) []string {
	return append(Without(env, []string{name}, nil), name+"="+value)
}
