package report

import "time"

// Origin is what a report says about itself.
type Origin struct {
	Program string    // "cargo-nw", a space and the version
	Began   time.Time // when the first run was about to start
}

// began is the time as RFC 3339 has it, in UTC and to the second.
func (o Origin) began() string { return o.Began.UTC().Format(time.RFC3339) }
