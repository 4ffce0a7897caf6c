package config

import (
	"encoding/json"
	"slices"
)

// Deciding is what the configuration says about a key that changes what comes
// out of a compiler.
type Deciding struct {
	Text string // the value as JSON
	File string // the strongest file that has it
}

// deciding are the tables with such keys, and which of their keys these are; nil
// for all.
var deciding = map[string][]string{
	"build":    {"rustc", "rustc-wrapper", "rustc-workspace-wrapper", "target", "rustflags"},
	"env":      nil,
	"profile":  nil,
	"unstable": {"build-std", "build-std-features"},
}

// ofTarget are the keys of target.NAME.
var ofTarget = []string{"rustflags", "linker"}

// Deciding are those of the keys that hold for a cargo started in dir, by their
// full name: "build.rustflags". The file in CARGO_HOME is left out: it is the
// same everywhere. What cannot be read says nothing: reporting it is left to
// cargo.
func (r *Reader) Deciding(dir string) map[string]Deciding {
	files, _ := r.hierarchy(dir, "")
	found := map[string]Deciding{}
	for _, file := range slices.Backward(files) {
		file.decide(found)
	}
	return found
}

// decide adds what the table says, and before that what it includes: lists add
// up, and other values are replaced.
func (t table) decide(found map[string]Deciding) {
	for _, below := range slices.Backward(t.below) {
		below.decide(found)
	}
	for name, keys := range deciding {
		inner, _ := t.values[name].(map[string]any)
		t.keys(found, name, inner, keys)
	}
	targets, _ := t.values["target"].(map[string]any)
	for name, target := range targets {
		inner, _ := target.(map[string]any)
		t.keys(found, "target."+name, inner, ofTarget)
	}
}

func (t table) keys(found map[string]Deciding, name string, values map[string]any, chosen []string) {
	for key, value := range values {
		if chosen != nil && !slices.Contains(chosen, key) {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			continue // the number is none: nothing that these keys can have
		}
		key = name + "." + key
		if _, isList := value.([]any); isList && found[key].Text != "" {
			text = []byte(found[key].Text + " " + string(text))
		}
		found[key] = Deciding{string(text), t.source}
	}
}
