package completion

import _ "embed"

//go:embed cargo-nw.bash
var bash string

//go:embed _cargo-nw.zsh
var zsh string

//go:embed cargo-nw.fish
var fish string

//go:embed cargo-nw.ps1
var powershell string

var scripts = map[string]string{"bash": bash, "zsh": zsh, "fish": fish, "powershell": powershell}

// Shells are those that have a script.
var Shells = []string{"bash", "zsh", "fish", "powershell"}

// Script is the completion script of a shell.
func Script(shell string) (text string, ok bool) {
	text, ok = scripts[shell]
	return text, ok
}
