package harness

import (
	"os"
	"strings"
	"time"
)

// HookLog is what the build script that ran last below dir wrote to stderr:
// cargo keeps it in a file.
func (w *World) HookLog(dir string) string {
	w.T.Helper()
	newest, log := time.Time{}, ""
	for _, path := range w.Find(dir, "stderr") {
		info, err := os.Stat(path)
		if err == nil && info.ModTime().After(newest) {
			newest, log = info.ModTime(), path
		}
	}
	data, err := os.ReadFile(log)
	if err != nil {
		w.T.Fatalf("no build script has run in %s", dir)
	}
	return string(data)
}

// Fresh says that cargo -v compiled nothing and ran no build script.
func (o Outcome) Fresh() bool {
	for _, word := range []string{"Compiling", "Checking", "Dirty", "Running"} {
		if strings.Contains(o.Stderr, word) {
			return false
		}
	}
	return true
}

// Compiled are the lines of cargo's output about packages that were not fresh.
func Compiled(output string, packages ...string) []string {
	var found []string
	for line := range strings.Lines(output) {
		words := strings.Fields(line)
		for _, p := range packages {
			if len(words) > 1 && words[1] == p && (words[0] == "Compiling" || words[0] == "Checking" || words[0] == "Dirty") {
				found = append(found, line)
			}
		}
	}
	return found
}
