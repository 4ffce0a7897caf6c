// Package command says what a verb of cargo-nw is: its options, the call that
// it gets, and how it ends.
//
//	func New() command.Verb {
//		var o struct{ loud bool }
//		return command.Verb{
//			Name: "greet", About: "say hello", Usage: "cargo nw greet [options]",
//			Options: []command.Option{command.Flag(&o.loud, "--loud", "say it aloud")},
//			Run:     func(ctx context.Context, c command.Call) (int, error) { … },
//		}
//	}
//
// Options are values bound to fields. The declaration of an option is all that
// help, shell completion, the manual page and the checks read about it.
//
// The package parses no command line, prints nothing and knows no verb:
// internal/cli parses, and the packages below internal/verb do the work.
package command
