package units

import (
	"os"
	"strings"
)

// Sources are the files that rustc has read for a unit, as it wrote them down,
// and the environment variables that it has looked at.
type Sources struct {
	Files []string
	Env   map[string]string
}

// Sources reads rustc's .d file of a unit that was compiled.
func (d Directory) Sources(u Unit) (Sources, error) {
	for _, f := range u.Files {
		if f.Role == Written && strings.HasSuffix(f.Path, ".d") {
			return ReadSources(d.Abs(u, f.Path))
		}
	}
	return Sources{}, os.ErrNotExist
}

// ReadSources reads a .d file.
func ReadSources(path string) (Sources, error) {
	text, err := os.ReadFile(path) //nolint:gosec // a file of a build directory
	if err != nil {
		return Sources{}, err
	}
	return ParseDepInfo(string(text))
}

// Chosen says that the code looks at a variable that cargo does not set itself:
// its value is the user's choice.
func (s Sources) Chosen() bool {
	for name := range s.Env {
		if name != "OUT_DIR" && !strings.HasPrefix(name, "CARGO_") {
			return true
		}
	}
	return false
}

// Printed is what the run of a build script printed, and the directory that was
// its OUT_DIR then.
func (d Directory) Printed(u Unit) (output, outDir string, err error) {
	for _, f := range u.Files {
		switch base(f.Path) {
		case "output", "stdout", "root-output":
			if u.Kind != Run || strings.HasPrefix(f.Path, u.OutDir+"/") {
				continue
			}
			text, err := os.ReadFile(d.Abs(u, f.Path))
			if err != nil {
				return "", "", err
			}
			if base(f.Path) == "root-output" {
				outDir = string(text)
			} else {
				output = string(text)
			}
		}
	}
	if outDir == "" {
		return "", "", os.ErrNotExist
	}
	return output, outDir, nil
}

func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// ParseDepInfo reads a .d file: rules as make has them, of which the first one has all
// files, and comments with variables. In a path only blanks are escaped
// (rustc's escape_dep_filename).
func ParseDepInfo(text string) (Sources, error) {
	s := Sources{Env: map[string]string{}}
	found := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if env, ok := strings.CutPrefix(line, "# env-dep:"); ok {
			name, value, _ := strings.Cut(env, "=")
			s.Env[name] = value
			continue
		}
		_, rule, ok := strings.Cut(line, ": ")
		if !ok || found || strings.HasPrefix(line, "#") {
			continue
		}
		found = true
		part := ""
		for word := range strings.FieldsSeq(rule) {
			if rest, escaped := strings.CutSuffix(word, `\`); escaped {
				part += rest + " "
				continue
			}
			s.Files = append(s.Files, part+word)
			part = ""
		}
		if part != "" {
			return s, errFormat
		}
	}
	if !found {
		return s, errFormat
	}
	return s, nil
}
