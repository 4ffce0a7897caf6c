package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Past is what the report of an earlier call says, with absolute paths: those
// of the machine it was written on.
type Past struct {
	Start string
	Runs  []PastRun
	Done  []nested.Done // runs that had succeeded before
}

// PastRun is one run of a [Past].
type PastRun struct {
	Dir     string
	Variant string
	Argv    []string
	Outcome execution.Outcome
	Seconds float64
}

// Read reads a report that `--report` wrote. The error says which file, and
// what is wrong with it.
func Read(path string) (Past, error) {
	data, err := regular.ReadNamed(path)
	if err != nil {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err
		}
		return Past{}, fmt.Errorf("reading the report %s: %w", printable.Text(path), err)
	}
	past, err := parsePast(data)
	if err != nil {
		return Past{}, fmt.Errorf("reading the report %s: %w", printable.Text(path), err)
	}
	return past, nil
}

func parsePast(data []byte) (Past, error) {
	var in struct {
		Version int                `json:"version"`
		Start   string             `json:"start"`
		Cwd     string             `json:"cwd"`
		Stand   string             `json:"stand"` // what it was called in version 1
		Done    []string           `json:"done"`
		Took    map[string]float64 `json:"done_seconds"`
		Runs    []jsonRun          `json:"runs"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		if shape, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			// Its own text mentions Go types.
			return Past{}, fmt.Errorf("not a cargo-nw report: %s is a JSON %s", cmp.Or(shape.Field, "the file"), shape.Value)
		}
		return Past{}, fmt.Errorf("not a cargo-nw report: %w", err)
	}
	switch {
	case in.Version == 0 || in.Start == "" || in.Runs == nil:
		return Past{}, errors.New("not a cargo-nw report: the version, the start or the runs are missing")
	case in.Version > Version:
		return Past{}, fmt.Errorf("it has version %d, but this cargo-nw reads only version %d and earlier", in.Version, Version)
	}
	in.Cwd = cmp.Or(in.Cwd, in.Stand, in.Start)
	past := Past{Start: filepath.Clean(in.Start)}
	for i, run := range in.Runs {
		if run.Path == "" || run.Outcome == "" || run.Seconds < 0 {
			return Past{}, fmt.Errorf("runs[%d] has no path, no outcome or a negative time", i)
		}
		past.Runs = append(past.Runs, PastRun{Dir: paths.Absolute(in.Cwd, run.Path), Variant: run.Variant, Argv: run.Argv, Outcome: run.Outcome, Seconds: run.Seconds})
	}
	for _, path := range in.Done {
		past.Done = append(past.Done, nested.Done{Dir: paths.Absolute(in.Cwd, path), Seconds: in.Took[path]})
	}
	return past, nil
}
