package execution_test

import (
	"context"
	"errors"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// fakeRunner ends each run as its directory says, and is its own observer.
type fakeRunner struct {
	results  map[string]proc.Result
	stop     context.CancelCauseFunc
	stopIn   string // during the run in this directory
	ran      []string
	started  []int
	finished []execution.Outcome
}

func (f *fakeRunner) Run(_ context.Context, _ int, spec nested.Spec) proc.Result {
	f.ran = append(f.ran, spec.Dir)
	if spec.Dir == f.stopIn {
		f.stop(proc.Stop{Signal: syscall.SIGINT})
	}
	return f.results[spec.Dir]
}

func (f *fakeRunner) Starting(i int, _ nested.Step) { f.started = append(f.started, i) }

func (*fakeRunner) Retrying(int, int) {}

func (f *fakeRunner) Finished(_ int, run execution.RunReport) {
	f.finished = append(f.finished, run.Outcome)
}

func TestRun(t *testing.T) {
	t.Parallel()
	exit := func(code int) proc.Result { return proc.Result{Code: code, Duration: time.Second} }
	killed := proc.Result{Code: 137, Signal: "killed", Duration: time.Second}
	tests := []struct {
		name     string
		results  map[string]proc.Result
		verdicts map[string]lockguard.Verdict
		failFast bool
		stopIn   string
		ran      []string
		outcomes []execution.Outcome
		status   int
		failures []string
	}{
		{
			name: "all succeed", ran: []string{"a", "b", "c"},
			outcomes: []execution.Outcome{execution.OK, execution.OK, execution.OK},
		},
		{
			name: "all are run, the first failure counts", results: map[string]proc.Result{"b": exit(101), "c": exit(4)},
			ran: []string{"a", "b", "c"}, outcomes: []execution.Outcome{execution.OK, execution.Failed, execution.Failed},
			status: 101, failures: []string{"b", "c"},
		},
		{
			name: "fail fast", results: map[string]proc.Result{"a": exit(1), "b": exit(2)}, failFast: true,
			ran: []string{"a"}, outcomes: []execution.Outcome{execution.Failed, execution.Skipped, execution.Skipped},
			status: 1, failures: []string{"a"},
		},
		{
			name: "fail fast in the last", results: map[string]proc.Result{"c": killed}, failFast: true,
			ran: []string{"a", "b", "c"}, outcomes: []execution.Outcome{execution.OK, execution.OK, execution.Killed},
			status: 137, failures: []string{"c"},
		},
		{
			name: "cannot start", results: map[string]proc.Result{"a": {Err: errors.New("no such file")}, "b": exit(101)},
			ran: []string{"a", "b", "c"}, outcomes: []execution.Outcome{execution.Failed, execution.Failed, execution.OK},
			status: 3, failures: []string{"a", "b"},
		},
		{
			name: "interrupted", results: map[string]proc.Result{"b": {Code: 130, Signal: "interrupt"}}, stopIn: "b",
			ran: []string{"a", "b"}, outcomes: []execution.Outcome{execution.OK, execution.Killed, execution.Skipped},
			status: 130, failures: []string{"b"},
		},
		{
			name: "interrupted, but the run succeeds", stopIn: "a",
			ran: []string{"a"}, outcomes: []execution.Outcome{execution.OK, execution.Skipped, execution.Skipped}, status: 130,
		},
		{
			name: "interrupted after a failure", results: map[string]proc.Result{"a": exit(101)}, stopIn: "b",
			ran: []string{"a", "b"}, outcomes: []execution.Outcome{execution.Failed, execution.OK, execution.Skipped},
			status: 130, failures: []string{"a"},
		},
		{
			name: "interrupted just before it starts", results: map[string]proc.Result{"b": {Err: context.Canceled}}, stopIn: "b",
			ran: []string{"a", "b"}, outcomes: []execution.Outcome{execution.OK, execution.Skipped, execution.Skipped}, status: 130,
		},
		{
			name: "left and refused", verdicts: map[string]lockguard.Verdict{
				"a": {Action: lockguard.Leave, Reason: "x"}, "b": {Action: lockguard.Refuse, Reason: "y"},
			},
			ran: []string{"c"}, outcomes: []execution.Outcome{execution.Left, execution.Refused, execution.OK},
		},
		{
			name: "refused as a failure", verdicts: map[string]lockguard.Verdict{"b": {Action: lockguard.Refuse, Failure: true}},
			failFast: true, ran: []string{"a"}, outcomes: []execution.Outcome{execution.OK, execution.Refused, execution.Skipped},
			status: 3, failures: []string{"b"},
		},
		{
			name: "moved", verdicts: map[string]lockguard.Verdict{"b": {Action: lockguard.Move}},
			ran: []string{"a", "b", "c"}, outcomes: []execution.Outcome{execution.OK, execution.OK, execution.OK},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, stop := context.WithCancelCause(t.Context())
			defer stop(nil)
			f := &fakeRunner{results: tt.results, stop: stop, stopIn: tt.stopIn}
			plan := nested.Plan{Start: "a", FailFast: tt.failFast}
			for _, dir := range []string{"a", "b", "c"} {
				plan.Steps = append(plan.Steps, nested.Step{
					Workspace: nested.Workspace{Dir: dir}, Verdict: tt.verdicts[dir],
					Spec: nested.Spec{Dir: dir, Argv: []string{"cargo", "check"}},
				})
			}
			rep := execution.Run(ctx, plan, nil, f, f)
			if !slices.Equal(f.ran, tt.ran) || !slices.Equal(f.finished, tt.outcomes) || len(f.started) != len(tt.ran) {
				t.Errorf("ran %q, want %q; outcomes %q, want %q; started %v", f.ran, tt.ran, f.finished, tt.outcomes, f.started)
			}
			if got := rep.Status(); got != tt.status {
				t.Errorf("status %d, want %d", got, tt.status)
			}
			if (rep.Stop != nil) != (tt.stopIn != "") {
				t.Errorf("stop %v", rep.Stop)
			}
			for i, run := range rep.Runs {
				if run.Dir != []string{"a", "b", "c"}[i] || run.Workspace.Dir != run.Dir || run.Outcome != tt.outcomes[i] || len(run.Argv) != 2 {
					t.Errorf("run %d: %+v", i, run)
				}
			}
			var failures []string
			for _, run := range rep.Failures() {
				failures = append(failures, run.Dir)
			}
			if !slices.Equal(failures, tt.failures) {
				t.Errorf("failures %q, want %q", failures, tt.failures)
			}
		})
	}
}

// gate is shut after the first run.
type gate struct{ *fakeRunner }

func (g gate) Shut() string {
	if len(g.finished) > 0 {
		return "enough"
	}
	return ""
}

// TestGate starts nothing more once the observer says so.
func TestGate(t *testing.T) {
	t.Parallel()
	f := &fakeRunner{}
	plan := nested.Plan{Steps: []nested.Step{{Spec: nested.Spec{Dir: "a"}}, {Spec: nested.Spec{Dir: "b"}}}}
	rep := execution.Run(t.Context(), plan, nil, f, gate{f})
	if !slices.Equal(f.ran, []string{"a"}) || rep.Runs[1].Outcome != execution.Skipped || rep.Runs[1].Reason != "enough" {
		t.Errorf("ran %q: %+v", f.ran, rep.Runs)
	}
}
