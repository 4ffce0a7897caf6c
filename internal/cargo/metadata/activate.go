package metadata

import "strings"

// Activates says whether a value of [features] switches the optional dependency
// of this key on (https://doc.rust-lang.org/cargo/reference/features.html).
func Activates(value, key string) bool {
	if value == "dep:"+key || value == key {
		return true
	}
	name, _, slash := strings.Cut(value, "/")
	return slash && name == key
}

// Passes is the feature of the dependency of this key that a value of [features]
// enables: "key/feature" and "key?/feature".
func Passes(value, key string) (feature string, ok bool) {
	name, feature, slash := strings.Cut(value, "/")
	return feature, slash && strings.TrimSuffix(name, "?") == key
}
