package args

import (
	"runtime"
	"strings"
)

// Shell is the language of the commands that the user is shown to type.
type Shell int

// POSIX is what dash, bash, zsh and fish all read alike. PowerShell is Windows'
// own shell, version 5.1 and later; cmd.exe has no single quotes.
const (
	POSIX Shell = iota
	PowerShell
)

// Native is the shell of this system.
func Native() Shell {
	if runtime.GOOS == "windows" {
		return PowerShell
	}
	return POSIX
}

// Quote shows a word as the native shell reads it, see [Shell.Quote].
func Quote(word string) string { return Native().Quote(word) }

// Join shows a whole command line, each word as Quote does.
func Join(argv []string) string { return Native().Join(argv) }

// Quote shows a word as the shell reads it, without any byte that a terminal
// would act on or not show.
func (s Shell) Quote(word string) string {
	if s == PowerShell {
		return powershell(word)
	}
	return posix(word)
}

// Join shows a whole command line, each word as Quote does.
func (s Shell) Join(argv []string) string {
	words := make([]string, len(argv))
	for i, word := range argv {
		words[i] = s.Quote(word)
	}
	return strings.Join(words, " ")
}

// Variable is an environment variable.
type Variable struct{ Name, Value string }

// In is a command in another directory with some variables set: one line that
// leaves the shell in the directory it was in. dir is absolute or starts with a
// dot.
func (s Shell) In(dir string, env []Variable, argv []string) string {
	var set, unset strings.Builder
	if s == PowerShell {
		for _, v := range env {
			set.WriteString("$env:" + v.Name + " = " + inString(v.Value) + "; ")
			unset.WriteString("; $env:" + v.Name + " = $null")
		}
		return "pushd -LiteralPath " + inString(dir) + "; " + set.String() + s.Join(argv) + unset.String() + "; popd"
	}
	for _, v := range env {
		set.WriteString(v.Name + "=" + s.Quote(v.Value) + " ")
	}
	return "(cd " + s.Quote(dir) + " && " + set.String() + s.Join(argv) + ")"
}

// Remove is the command that removes a file.
func (s Shell) Remove(path string) string {
	if s == PowerShell {
		return "Remove-Item -LiteralPath " + inString(path)
	}
	return "rm -- " + s.Quote(path)
}

// Move is the command that moves a file over another.
func (s Shell) Move(from, to string) string {
	if s == PowerShell {
		return "Move-Item -Force -LiteralPath " + inString(from) + " -Destination " + inString(to)
	}
	return "mv -f -- " + s.Quote(from) + " " + s.Quote(to)
}

// Touch is the command that creates an empty file.
func (s Shell) Touch(path string) string {
	if s == PowerShell {
		return "New-Item -Path " + inString(path)
	}
	return "touch -- " + s.Quote(path)
}

// Then is one command after another, each only if the one before succeeded, if
// the shell can say that.
func (s Shell) Then(commands []string) string {
	if s == PowerShell {
		return strings.Join(commands, "; ") // && needs version 7
	}
	return strings.Join(commands, " && ")
}
