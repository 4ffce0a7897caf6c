package doctor

import (
	"context"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// format is how the findings are written.
type format string

// The formats.
const (
	text   format = "text"
	asJSON format = "json"
)

// New is `cargo nw doctor`. Only errors make it fail.
func New() command.Verb {
	var form format
	var start selection.Start
	var discover bool
	return command.Verb{
		Name: "doctor", About: "diagnose the layout and suggest fixes", Usage: "cargo nw doctor [options]",
		Options: []command.Option{
			command.Choice(&form, "--format", "FORMAT", "how to write the findings", text, asJSON).Like("json"),
			start.Option(),
			selection.DiscoverOption(&discover),
		},
		Run: func(ctx context.Context, c command.Call) (status int, err error) {
			dir, err := start.Directory(c)
			if err != nil {
				return 0, err
			}
			patient := Patient{Env: c.Env, Dir: dir, Self: c.Self, Style: c.Style, Discover: discover}
			examined, err := patient.Examine(ctx)
			if err != nil {
				return 0, err
			}
			if Errors(examined.Findings) > 0 {
				status = command.Found
			}
			if form == asJSON {
				return status, JSON(c.Stdout, c.Style, examined)
			}
			return status, Text(c.Stdout, c.Style, examined)
		},
	}
}
