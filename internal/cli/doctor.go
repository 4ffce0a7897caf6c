package cli

import (
	"os"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/verb/doctor"
)

// doctorVerb is `cargo nw doctor`.
func (s *session) doctorVerb() *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: "look for what is wrong or doubtful, and say what to do", UsageText: "cargo nw doctor [options]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` is text or json"},
			&cli.StringFlag{Name: "manifest-path", Usage: "start at the Cargo.toml at `PATH`"},
			flag("help", "print this help", "h"),
		},
		Action: s.doctor,
	}
}

// doctor prints what it finds. Only errors make it fail.
func (s *session) doctor(c *cli.Context) error {
	if c.Bool("help") {
		return cli.ShowSubcommandHelp(c)
	}
	format := c.String("format")
	switch {
	case c.Args().Present():
		return &args.UsageError{Message: "doctor takes no arguments, found " + args.Quote(c.Args().First()), Hint: "cargo nw doctor --help"}
	case format != "" && format != "text" && format != "json":
		return &args.UsageError{Message: "unknown format " + args.Quote(format), Hint: "cargo nw doctor --format json"}
	}
	dir, err := s.startDir(c)
	if err != nil {
		return err
	}
	self, _ := os.Executable()
	patient := doctor.Patient{Env: s.env, Dir: dir, Self: self, Style: s.style}
	found, workspaces, err := patient.Examine(s.ctx)
	if err != nil {
		return err
	}
	if doctor.Errors(found) > 0 {
		s.status = exitFound
	}
	if format == "json" {
		return doctor.JSON(s.std.out, s.style, found)
	}
	return doctor.Text(s.std.out, s.style, found, workspaces)
}
