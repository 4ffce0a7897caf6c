package gitlab_test

import (
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/gitlab"
)

func TestSection(t *testing.T) {
	t.Parallel()
	s, at := gitlab.Section{Name: "cargo-nw.é/1"}, time.Unix(7, 5)
	if got := s.Begin(at, "a ok"); got != "\x1b[0Ksection_start:7:cargo-nw.__1[collapsed=true]\r\x1b[0Ka ok" {
		t.Errorf("got %q", got)
	}
	if got := s.End(at); got != "\x1b[0Ksection_end:7:cargo-nw.__1\r\x1b[0K" {
		t.Errorf("got %q", got)
	}
}
