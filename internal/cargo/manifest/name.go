package manifest

import (
	"strings"
	"unicode"
)

// ValidName says whether cargo accepts a name for a package
// (src/cargo/util/restricted_names.rs, validate_package_name): one that it does
// not accept belongs to a template, whose name is yet to be filled in.
func ValidName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
