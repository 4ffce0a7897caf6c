package semver

import (
	"strconv"
	"strings"
)

// Requirement is what a manifest asks for. A version has to pass all of it.
type Requirement []comparator

// comparator is one part of a requirement: an operator, and a version whose
// last numbers may be missing.
type comparator struct {
	op      string // "^", "~", "=", ">", ">=", "<", "<=", or "*" for `1.*`
	version Version
	numbers int // how many of the three are written
}

// operators are those that are written, the longer first.
var operators = []string{">=", "<=", "^", "~", "=", ">", "<"}

// ParseRequirement reads `1.2`, `^1`, `~1.2`, `=1.2.3`, `>=1, <2`, `1.*`, `*`.
func ParseRequirement(text string) (Requirement, bool) {
	var list Requirement
	for part := range strings.SplitSeq(text, ",") {
		c, ok := parseComparator(strings.TrimSpace(part))
		if !ok {
			return nil, false
		}
		list = append(list, c)
	}
	return list, true
}

func parseComparator(text string) (c comparator, ok bool) {
	c.op = "^"
	for _, op := range operators {
		if rest, found := strings.CutPrefix(text, op); found {
			c.op, text = op, strings.TrimSpace(rest)
			break
		}
	}
	text, _, _ = strings.Cut(text, "+")
	core, pre, _ := strings.Cut(text, "-")
	c.version.Pre = pre
	numbers := strings.Split(core, ".")
	if len(numbers) > 3 {
		return c, false
	}
	for i, to := range []*uint64{&c.version.Major, &c.version.Minor, &c.version.Patch} {
		if i >= len(numbers) {
			break
		}
		if strings.ContainsAny(numbers[i], "*xX") && len(numbers[i]) == 1 {
			c.op = "*"
			break
		}
		n, err := strconv.ParseUint(numbers[i], 10, 64)
		if err != nil {
			return c, false
		}
		*to = n
		c.numbers++
	}
	return c, pre == "" || c.numbers == 3
}

// Admits says whether the version is one of those asked for. One before a
// release is admitted only by a comparator that has one of the same release.
func (r Requirement) Admits(v Version) bool {
	opted := v.Pre == ""
	for _, c := range r {
		if !c.admits(v) {
			return false
		}
		w := c.version
		opted = opted || w.Pre != "" && w.Major == v.Major && w.Minor == v.Minor && w.Patch == v.Patch
	}
	return opted
}

func (c comparator) admits(v Version) bool {
	switch c.op {
	case "=", "*":
		return c.same(v, c.numbers)
	case ">":
		return !c.same(v, c.numbers) && Compare(v, c.version) > 0
	case ">=":
		return Compare(v, c.version) >= 0
	case "<":
		return !c.same(v, c.numbers) && Compare(v, c.version) < 0
	case "<=":
		return c.same(v, c.numbers) || Compare(v, c.version) < 0
	case "~":
		return Compare(v, c.version) >= 0 && c.same(v, min(c.numbers, 2))
	}
	return Compare(v, c.version) >= 0 && c.same(v, c.fixed())
}

// fixed is how many numbers `^` holds: up to the first that is not 0.
func (c comparator) fixed() int {
	switch {
	case c.version.Major > 0:
		return 1
	case c.version.Minor > 0:
		return 2
	case c.numbers == 3:
		return 3
	}
	return c.numbers // ^0 and ^0.0
}

// same says whether the first n numbers are equal, with all three also what
// comes before a release.
func (c comparator) same(v Version, n int) bool {
	w := c.version
	return (n < 1 || v.Major == w.Major) && (n < 2 || v.Minor == w.Minor) &&
		(n < 3 || v.Patch == w.Patch && (c.op != "=" && c.op != "<=" && c.op != ">" && c.op != "<" || v.Pre == w.Pre))
}
