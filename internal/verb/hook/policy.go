package hook

import (
	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// policy says what a build script's hook does if its parent is not offline
// (docs/adr/0002-lock-policy.md).
type policy struct {
	// auto runs if that is safe; otherwise every nested workspace is refused.
	auto bool
	// overridden is the variable that has set it instead of the manifest, if any.
	overridden string
	// tooOld are the cargos that are too old for it, by the directory of the
	// nested workspace that they would run in.
	tooOld map[string]string
}

// refusal are words that users look for.
const refusal = "refusing to check as --offline was not passed to parent command"

// online says that the hook is that of a build script whose parent is not
// offline.
func (h hook) online(sit lockguard.Situation) bool {
	parent, _ := sit.Parent()
	return h.kind == Build && !parent.Offline
}

// decide is the verdict about ws, directories aside.
func (p policy) decide(ws nested.Workspace, hint string) lockguard.Verdict {
	if !p.auto {
		if p.overridden != "" {
			return refuse("", hint+", or "+p.overridden+"=auto")
		}
		return refuse("", hint+`, or lock_policy = "auto" in the nested_workspace table`)
	}
	if old, ok := p.tooOld[ws.Dir]; ok {
		return refuse(" and "+old+" may then deadlock; lock_policy = \"auto\" needs 1.89", hint)
	}
	return lockguard.Verdict{}
}

// disjoint turns a run that would have to be moved into a refused one: auto
// runs only what shares no directory.
func (policy) disjoint(v lockguard.Verdict, hint string) lockguard.Verdict {
	if v.Action != lockguard.Move {
		return v
	}
	return refuse(" and "+v.Reason, hint)
}

func refuse(more, hint string) lockguard.Verdict {
	return lockguard.Verdict{Action: lockguard.Refuse, Reason: refusal + more, Hint: hint}
}

// fetchHint is the pair of commands that does what was refused.
func (h hook) fetchHint(sit lockguard.Situation) string {
	parent, _ := sit.Parent()
	sub := parent.Command.Subcommand
	if sub == "" {
		sub = "check"
	}
	place := ""
	if paths := parent.Command.Values("--manifest-path"); len(paths) > 0 {
		place = " --manifest-path " + args.Quote(paths[len(paths)-1])
	}
	return "cargo nw" + place + " fetch && cargo " + sub + place + " --offline"
}
