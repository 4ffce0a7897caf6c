package execution

import (
	"errors"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Outcome is how one step of a plan ended.
type Outcome string

// The outcomes. They are part of the format of `--report`.
const (
	OK      Outcome = "ok"
	Failed  Outcome = "failed"  // it exited with a status other than 0, or could not be started
	Killed  Outcome = "killed"  // by a signal
	Skipped Outcome = "skipped" // not run: after a failure with --fail-fast, or interrupted
	Refused Outcome = "refused" // not run: it was not safe
	Left    Outcome = "left"    // not run: something else runs it
)

// StartFailure is the exit status when cargo-nw itself could not do its work.
const StartFailure = 3

// RunReport is the outcome of one step.
type RunReport struct {
	Workspace nested.Workspace
	Variant   string // of the workspace's runs, "" if there is only one
	Argv      []string
	Dir       string
	Outcome   Outcome
	Code      int     // exit status; 128+n for a signal; 0 if it did not run
	Signal    string  // name of the signal, "" for none
	Seconds   float64 // wall time, of all attempts together
	Started   float64 // seconds from the start of the first run to that of this one
	Waited    float64 // seconds of these in which it only waited for the directories of another run
	Attempts  int     // how many times it was started
	Reason    string  // why it did not run, or could not be started
	// What it printed the last time, as far as that was seen; see
	// diagnostics.Errors. A run on the user's terminal is not seen: nil.
	Errors []string // the errors, paths relative to the user's directory; nil if it succeeded
	Tail   []string // the last lines
}

// Report is the outcome of a plan: one entry per step, in the plan's order
// however they ran.
type Report struct {
	Start   string
	Jobs    int // the maximum number of runs that were active at once
	Runs    []RunReport
	LeftOut int           // how many workspaces the user did not want
	Done    []nested.Done // runs of an earlier call
	// Seconds is the wall time of all runs together.
	Seconds float64
	Stop    *proc.Stop // the signal that ended it early
}

// Status is the exit status of the whole: that of the first run in plan order
// that failed. A signal to cargo-nw itself takes precedence.
func (r Report) Status() int {
	if r.Stop != nil {
		return r.Stop.Code()
	}
	for _, run := range r.Runs {
		if run.Code != 0 {
			return run.Code
		}
	}
	return 0
}

// Failures are the runs that did not succeed, in plan order; skipped ones are
// not among them.
func (r Report) Failures() []RunReport {
	var list []RunReport
	for _, run := range r.Runs {
		if run.Code != 0 {
			list = append(list, run)
		}
	}
	return list
}

// notRun is the report of a step whose verdict keeps it from running.
func notRun(s nested.Step) RunReport {
	r := RunReport{Workspace: s.Workspace, Variant: s.Variant, Argv: s.Spec.Argv, Dir: s.Spec.Dir, Reason: s.Verdict.Reason, Outcome: Left}
	if s.Verdict.Action == lockguard.Refuse {
		r.Outcome = Refused
		if s.Verdict.Failure {
			r.Code = StartFailure
		}
	}
	return r
}

// interrupted is the reason for a step that a signal kept from running.
const interrupted = "interrupted"

// skipped is the report of a step that was not reached.
func skipped(s nested.Step, reason string) RunReport {
	return RunReport{Workspace: s.Workspace, Variant: s.Variant, Argv: s.Spec.Argv, Dir: s.Spec.Dir, Outcome: Skipped, Reason: reason}
}

// ran is the report of a step from how its process ended, the last one if it
// was retried.
func ran(s nested.Step, res proc.Result) RunReport {
	r := RunReport{
		Workspace: s.Workspace, Variant: s.Variant, Argv: s.Spec.Argv, Dir: s.Spec.Dir, Outcome: OK,
		Code: res.Code, Signal: res.Signal, Seconds: res.Duration.Seconds(),
	}
	var judged Judged
	switch {
	case errors.As(res.Err, &judged):
		r.Outcome, r.Code, r.Reason = Failed, judged.Code, judged.Reason
	case res.Err != nil:
		r.Outcome, r.Code, r.Reason = Failed, StartFailure, res.Err.Error()
	case res.Signal != "":
		r.Outcome = Killed
	case res.Code != 0:
		r.Outcome = Failed
	}
	return r
}
