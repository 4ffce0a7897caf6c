package unitgraph

import "strings"

// NameVersion are those of a package by its ID, in either spelling:
// "registry+https://…#serde@1.0.1" and "path+file:///w/a#0.1.0" since cargo 1.77,
// "serde 1.0.1 (registry+https://…)" before
// (https://doc.rust-lang.org/cargo/reference/pkgid-spec.html).
func NameVersion(id string) (name, version string) {
	if before, rest, ok := strings.Cut(id, " "); ok && !strings.Contains(before, "#") {
		version, _, _ = strings.Cut(rest, " ")
		return before, version
	}
	url, fragment, _ := strings.Cut(id, "#")
	if before, after, ok := strings.Cut(fragment, "@"); ok {
		return before, after
	}
	url, _, _ = strings.Cut(url, "?")
	name = url[strings.LastIndexByte(url, '/')+1:]
	if fragment != "" && (fragment[0] < '0' || fragment[0] > '9') {
		return fragment, ""
	}
	return name, fragment
}
