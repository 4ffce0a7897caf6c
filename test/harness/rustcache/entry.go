package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// kept is a result, with placeholders for the paths of the call.
type kept struct {
	Stdout, Stderr string
	Files          []string // names; the contents are next to the record
}

const record = "record.json"

// errKeep says that a result depends on more than the call.
var errKeep = errors.New("not to be kept")

// keep records what the compiler printed and produced. What depends on more
// than the text of one file is left out, without an error.
func (c call) keep(entry, stdout, stderr string) error {
	tmp, err := os.MkdirTemp(filepath.Dir(entry), "new-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	k := kept{Stdout: c.hide(stdout), Stderr: c.hide(stderr)}
	for _, path := range artifacts(stderr) {
		name, failed := c.keepFile(tmp, path)
		if errors.Is(failed, errKeep) {
			return nil
		}
		if failed != nil {
			return failed
		}
		k.Files = append(k.Files, name)
	}
	if c.dir != "" && len(k.Files) == 0 {
		return nil // it was not asked to say what it makes
	}
	text, err := json.Marshal(k)
	if err == nil {
		err = os.WriteFile(filepath.Join(tmp, record), text, 0o600)
	}
	if err != nil {
		return err
	}
	_ = os.Rename(tmp, entry) // another one may have been faster
	return nil
}

func (c call) keepFile(tmp, path string) (name string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if filepath.Dir(path) != c.dir {
		return "", errKeep
	}
	if filepath.Ext(path) == ".d" {
		if !c.alone(string(data)) {
			return "", errKeep
		}
		data = []byte(c.hide(string(data)))
	}
	name = c.hide(filepath.Base(path))
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	return name, os.WriteFile(filepath.Join(tmp, name), data, info.Mode().Perm())
}

// alone says that a crate was compiled from its one file, and from no variable.
func (c call) alone(depInfo string) bool {
	for line := range strings.Lines(depInfo) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "# env-dep:") {
			return false
		}
		if _, used, found := strings.Cut(line, ": "); found && used != strings.ReplaceAll(c.source, " ", `\ `) {
			return false
		}
	}
	return true
}

// replay says and makes what was kept, if something was.
func (c call) replay(entry string) bool {
	text, err := os.ReadFile(filepath.Join(entry, record))
	if err != nil {
		return false
	}
	var k kept
	if json.Unmarshal(text, &k) != nil {
		return false
	}
	for _, name := range k.Files {
		if c.replayFile(entry, name) != nil {
			return false
		}
	}
	_, _ = os.Stdout.WriteString(c.show(k.Stdout))
	_, _ = os.Stderr.WriteString(c.show(k.Stderr))
	return true
}

// replayFile makes a file anew: its time counts for cargo, and it shares
// nothing with the one that is kept.
func (c call) replayFile(entry, name string) error {
	from, to := filepath.Join(entry, name), filepath.Join(c.dir, c.show(name))
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if filepath.Ext(name) == ".d" {
		data = []byte(c.show(string(data)))
	}
	_ = os.Remove(to)
	return os.WriteFile(to, data, info.Mode().Perm())
}

// artifacts are the files that the compiler says it has made.
func artifacts(stderr string) (paths []string) {
	for line := range strings.Lines(stderr) {
		var m struct {
			Type     string `json:"$message_type"`
			Artifact string
		}
		if json.Unmarshal([]byte(line), &m) == nil && m.Type == "artifact" {
			paths = append(paths, m.Artifact)
		}
	}
	return paths
}

func (c call) hide(text string) string {
	for _, p := range c.places {
		text = strings.ReplaceAll(text, p[0], p[1])
	}
	return text
}

func (c call) show(text string) string {
	for _, p := range c.places {
		text = strings.ReplaceAll(text, p[1], p[0])
	}
	return text
}
