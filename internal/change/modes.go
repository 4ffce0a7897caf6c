package change

import (
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

// Modes are the options of every verb that writes. Without them, it shows what
// would change, and asks.
type Modes struct {
	Yes, Check, Diff bool
}

// Options are those options.
func (m *Modes) Options() []command.Option {
	return []command.Option{
		command.Flag(&m.Yes, "--yes, -y", "write without asking"),
		command.Flag(&m.Check, "--check", "write nothing; exit with 4 if something would change"),
		command.Flag(&m.Diff, "--diff", "write nothing; print what would change as a patch"),
	}
}

// Typed are the modes that are given, as words.
func (m *Modes) Typed() []string {
	var given []string
	for _, mode := range []struct {
		on   bool
		name string
	}{{m.Yes, "--yes"}, {m.Check, "--check"}, {m.Diff, "--diff"}} {
		if mode.on {
			given = append(given, mode.name)
		}
	}
	return given
}

// Conflict is the usage error if more than one mode is given. own lists those
// given that only this verb has. [Modes.Apply] finds the others itself.
func (m *Modes) Conflict(verb string, own ...string) error {
	given := append(m.Typed(), own...)
	if len(given) < 2 {
		return nil
	}
	return command.Usage(strings.Join(given, " and ")+" cannot be combined", "cargo nw "+verb+" --help")
}
