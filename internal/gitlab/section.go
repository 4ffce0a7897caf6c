// Package gitlab writes the lines between which GitLab folds the log of a job
// (https://docs.gitlab.com/ci/jobs/job_logs/#create-custom-collapsible-sections).
//
// It only makes lines. Others decide whether they are wanted, and where they go.
package gitlab

import (
	"strconv"
	"strings"
	"time"
)

// cleared removes what a runner has put before the line.
const cleared = "\x1b[0K"

// Section is a part of a log that is folded until somebody opens it. Its name
// is unique in the job.
type Section struct{ Name string }

// Begin is the line that begins a section which took place at this time; GitLab
// shows how long a section took. The title has no control characters.
func (s Section) Begin(at time.Time, title string) string {
	return cleared + "section_start:" + strconv.FormatInt(at.Unix(), 10) + ":" + s.name() + "[collapsed=true]\r" + cleared + title
}

// End is the line that ends it.
func (s Section) End(at time.Time) string {
	return cleared + "section_end:" + strconv.FormatInt(at.Unix(), 10) + ":" + s.name() + "\r" + cleared
}

// name has only the characters that GitLab allows.
func (s Section) name() string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_', r == '.', r == '-':
			return r
		}
		return '_'
	}, s.Name)
}
