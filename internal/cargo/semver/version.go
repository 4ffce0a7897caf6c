package semver

import (
	"cmp"
	"strconv"
	"strings"
)

// Version is that of a package. Build metadata is left out: it says nothing
// about which version is newer.
type Version struct {
	Major, Minor, Patch uint64
	Pre                 string // "beta.2", "" for a release
}

// Parse reads MAJOR.MINOR.PATCH[-PRE][+BUILD] (https://semver.org/#backusnaur-form-grammar-for-valid-semver-versions).
func Parse(text string) (v Version, ok bool) {
	core, build, built := strings.Cut(text, "+")
	core, pre, early := strings.Cut(core, "-")
	numbers := strings.Split(core, ".")
	if len(numbers) != 3 || built && !identifiers(build) || early && !identifiers(pre) {
		return Version{}, false
	}
	v.Pre = pre
	for i, to := range []*uint64{&v.Major, &v.Minor, &v.Patch} {
		n, err := strconv.ParseUint(numbers[i], 10, 64)
		if err != nil {
			return Version{}, false
		}
		*to = n
	}
	return v, true
}

// identifiers says whether a text is words with dots between them.
func identifiers(text string) bool {
	for word := range strings.SplitSeq(text, ".") {
		if word == "" || strings.Trim(word, "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return true
}

// Compare is negative where a is older than b, and 0 where they are equal.
func Compare(a, b Version) int {
	return cmp.Or(cmp.Compare(a.Major, b.Major), cmp.Compare(a.Minor, b.Minor), cmp.Compare(a.Patch, b.Patch), comparePre(a.Pre, b.Pre))
}

// comparePre follows https://semver.org/#spec-item-11: a release is newer than
// what comes before it, and numbers are older than words.
func comparePre(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, xErr := strconv.ParseUint(as[i], 10, 64)
		y, yErr := strconv.ParseUint(bs[i], 10, 64)
		var order int
		switch {
		case xErr == nil && yErr == nil:
			order = cmp.Compare(x, y)
		case xErr == nil:
			order = -1
		case yErr == nil:
			order = 1
		default:
			order = strings.Compare(as[i], bs[i])
		}
		if order != 0 {
			return order
		}
	}
	return cmp.Compare(len(as), len(bs))
}

// Range is the part that compatible versions have in common: "1", "0.4",
// "0.0.3". A workspace has at most one version of a package in each range.
func (v Version) Range() string {
	text := func(n uint64) string { return strconv.FormatUint(n, 10) }
	switch {
	case v.Major > 0:
		return text(v.Major)
	case v.Minor > 0:
		return "0." + text(v.Minor)
	}
	return "0.0." + text(v.Patch)
}
