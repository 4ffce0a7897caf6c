package skeleton

import (
	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// target is what a call does in target directories, in place of writing a
// skeleton that stays.
type target struct {
	scrub  bool
	dryRun bool
}

func (t *target) options() []command.Option {
	return []command.Option{
		command.Flag(&t.scrub, "--scrub", "remove what stand-ins left in the target directories, or in the one given"),
		command.Flag(&t.dryRun, "--dry-run, -n", "print what would be done, and do nothing"),
	}
}

// check refuses what makes no sense together.
func (o *options) check(c command.Call) error {
	runs := c.Passed != nil
	switch {
	case o.target.scrub && (o.out != "" || o.digest || runs):
		return command.Usage("--scrub writes no skeleton and runs nothing", "cargo nw skeleton --scrub")
	case len(c.Argv) > 1 || len(c.Argv) == 1 && !o.target.scrub:
		return command.Usage("unexpected argument "+args.Quote(c.Argv[len(c.Argv)-1]), "cargo nw skeleton -- build")
	case runs && (o.out != "" || o.digest):
		return command.Usage("a command after -- runs in a skeleton of its own, which is removed", "cargo nw skeleton -- "+args.Quote(c.Passed[0]))
	case o.target.dryRun && !o.target.scrub && !runs:
		return command.Usage("--dry-run is for --scrub and for a command after --", "cargo nw skeleton --digest")
	case o.out == "" && !o.digest && !o.target.scrub && !runs:
		return command.Usage("skeleton needs a directory to write to", "cargo nw skeleton --out /skeleton")
	}
	return nil
}
