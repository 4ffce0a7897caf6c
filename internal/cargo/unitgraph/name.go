package unitgraph

import "strings"

// NameVersion are those of a package by its ID, in either spelling:
// "registry+https://…#serde@1.0.1" and "path+file:///w/a#0.1.0" since cargo 1.77,
// "serde 1.0.1 (registry+https://…)" before
// (https://doc.rust-lang.org/cargo/reference/pkgid-spec.html).
func NameVersion(id string) (name, version string) {
	if name, rest, ok := strings.Cut(id, " "); ok && !strings.Contains(name, "#") {
		version, _, _ = strings.Cut(rest, " ")
		return name, version
	}
	url, fragment, _ := strings.Cut(id, "#")
	if name, version, ok := strings.Cut(fragment, "@"); ok {
		return name, version
	}
	url, _, _ = strings.Cut(url, "?")
	name = url[strings.LastIndexByte(url, '/')+1:]
	if fragment != "" && (fragment[0] < '0' || fragment[0] > '9') {
		return fragment, ""
	}
	return name, fragment
}
