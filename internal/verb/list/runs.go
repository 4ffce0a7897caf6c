package list

import (
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/nested"
)

// remarks are what follows the path of a workspace, in parentheses.
func remarks(ws nested.Workspace) string {
	var list []string
	if ws.Dependent {
		list = append(list, "dependent")
	}
	for _, run := range ws.Runs {
		set := sets(run)
		switch {
		case run.Name == "":
			list = append(list, set)
		case set == "":
			list = append(list, run.Name)
		default:
			list = append(list, run.Name+": "+set)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, "; ") + ")"
}

// sets is what the entry of roots sets for a run, in one line.
func sets(run manifest.Run) string {
	var list []string
	if len(run.Args) > 0 {
		list = append(list, args.Join(run.Args))
	}
	if run.Toolchain != "" {
		list = append(list, "toolchain "+run.Toolchain)
	}
	for _, kv := range run.Env {
		name, value, _ := strings.Cut(kv, "=")
		list = append(list, name+"="+args.Quote(value))
	}
	return printable.Text(strings.Join(list, ", "))
}

// jsonRun is a run with settings of its own.
type jsonRun struct {
	Variant   string            `json:"variant,omitempty"`
	Args      []string          `json:"args,omitempty"`
	Toolchain string            `json:"toolchain,omitempty"`
	Env       map[string]string `json:"env,omitempty"`
}

func jsonRuns(runs []manifest.Run) []jsonRun {
	var list []jsonRun
	for _, run := range runs {
		j := jsonRun{Variant: run.Name, Args: run.Args, Toolchain: run.Toolchain}
		for _, kv := range run.Env {
			if j.Env == nil {
				j.Env = map[string]string{}
			}
			name, value, _ := strings.Cut(kv, "=")
			j.Env[name] = value
		}
		list = append(list, j)
	}
	return list
}
