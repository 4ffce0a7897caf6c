package setup

import "github.com/cargo-nw/cargo-nw/internal/command"

// New is a bridge until the verb is merged.
func New() command.Verb { return command.Verb{Name: "setup", About: "x", Usage: "y"} }
