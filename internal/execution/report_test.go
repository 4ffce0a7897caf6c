package execution_test

import (
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

func TestReportStatus(t *testing.T) {
	t.Parallel()
	codes := func(list ...int) (runs []execution.RunReport) {
		for _, code := range list {
			runs = append(runs, execution.RunReport{Code: code})
		}
		return runs
	}
	tests := []struct {
		name string
		rep  execution.Report
		want int
	}{
		{"no runs", execution.Report{}, 0},
		{"the first in plan order", execution.Report{Runs: codes(0, 137, 101)}, 137},
		{"interrupt", execution.Report{Runs: codes(101), Stop: &proc.Stop{Signal: syscall.SIGINT}}, 130},
		{"terminated", execution.Report{Runs: codes(0), Stop: &proc.Stop{Signal: syscall.SIGTERM}}, 143},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.rep.Status(); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
