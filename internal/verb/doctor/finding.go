package doctor

import "slices"

// Severity says what a finding means for the exit status.
type Severity string

// The severities. They are part of the format of `--format json`.
const (
	Error   Severity = "error"   // something does not work, or not as it seems to
	Warning Severity = "warning" // it works, but may surprise
)

// Finding is one thing that was found.
type Finding struct {
	Check    string // the rule, by a name that never changes: "undeclared"
	Severity Severity
	Path     string // absolute, the file or directory to look at; "" if it is about the machine
	Line     int    // 0 if it is not about one line
	Message  string
	Why      string // what comes of it, "" if the message says so
	Hint     string // the remedy
	// Many is what findings of one kind have in common, with %d for how many
	// there are: they are shown together. "" if it is one of its kind.
	Many string
}

// said is the message with what comes of it.
func (f Finding) said() string {
	if f.Why == "" {
		return f.Message
	}
	return f.Message + ": " + f.Why
}

// Errors counts the findings that make the check fail.
func Errors(list []Finding) int {
	n := 0
	for _, f := range list {
		if f.Severity == Error {
			n++
		}
	}
	return n
}

// sorted puts errors first, and otherwise keeps the order of the rules.
func sorted(list []Finding) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int { return rank(a) - rank(b) })
	return list
}

func rank(f Finding) int {
	if f.Severity == Error {
		return 0
	}
	return 1
}

// grouped are the findings of one kind together, in the order of the first of
// each.
func grouped(list []Finding) (groups [][]Finding) {
	type kind struct {
		check, many string
		severity    Severity
	}
	at := map[kind]int{}
	for _, f := range list {
		k := kind{f.Check, f.Many, f.Severity}
		if i, ok := at[k]; ok && f.Many != "" {
			groups[i] = append(groups[i], f)
			continue
		}
		at[k] = len(groups)
		groups = append(groups, []Finding{f})
	}
	return groups
}
