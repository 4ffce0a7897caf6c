package output

import "github.com/cargo-nw/cargo-nw/internal/environ"

// termColor is cargo's variable for `term.color`
// (https://doc.rust-lang.org/cargo/reference/config.html#termcolor).
const termColor = "CARGO_TERM_COLOR"

// Colored says whether to tell runs whose output passes through us to colour
// it, since they cannot see the terminal: if it goes to one, and the user has
// not decided. flag is the value of --color.
func Colored(env []string, flag string, terminal bool) bool {
	return terminal && flag == "" && environ.Get(env, termColor) == "" && environ.Get(env, "NO_COLOR") == ""
}
