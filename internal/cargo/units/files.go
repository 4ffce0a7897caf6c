package units

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// fingerprint reads a unit's fingerprint directory. There is one unit in each.
func (r *reader) fingerprint(u *Unit, at string) bool {
	files := r.below(at)
	name := ""
	for i, f := range files {
		files[i].Role = Fingerprint
		if rest, ok := strings.CutSuffix(base(f.Path), ".json"); ok {
			if name != "" {
				return false
			}
			name = rest
		}
	}
	if name == "" {
		return false // a compilation that failed
	}
	if u.Kind = kindOf(name); u.Kind == Other {
		return true
	}
	text, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(at), name))
	if err != nil {
		return false
	}
	object, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(at), name+".json"))
	if err != nil {
		return false
	}
	if len(text) == 0 {
		return false // being compiled, or interrupted
	}
	value, f, err := parse(text, object)
	if err != nil {
		r.strange++
		return false
	}
	u.Print, u.Rustc, u.Files = value, f.Rustc, files
	for _, dep := range f.Deps {
		u.Deps = append(u.Deps, dep.print)
	}
	for _, l := range f.Local {
		u.Local = append(u.Local, l.Local)
	}
	return true
}

// byHash are the files in deps by the hash in their names.
func (r *reader) byHash() (map[string][]File, error) {
	entries, err := list(filepath.Join(r.dir, "deps"))
	if err != nil {
		return nil, err
	}
	found := map[string][]File{}
	for _, e := range entries {
		stem, _, _ := strings.Cut(e.Name(), ".")
		at := strings.LastIndexByte(stem, '-')
		if at < 0 || !printed.MatchString(stem[at+1:]) || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // gone
		}
		found[stem[at+1:]] = append(found[stem[at+1:]], File{Path: "deps/" + e.Name(), Size: info.Size(), Time: info.ModTime()})
	}
	return found, nil
}

// below are all files below a directory. What is neither a file nor a directory
// makes the whole directory one that is not known.
func (r *reader) below(at string) (files []File) {
	root := filepath.Join(r.dir, filepath.FromSlash(at))
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(r.dir, path)
		if err != nil {
			return err
		}
		f := File{Path: filepath.ToSlash(rel)}
		switch {
		case e.IsDir():
			f.Role = Folder
			if entries, err := list(path); err != nil || len(entries) > 0 {
				return err
			}
		case e.Type().IsRegular():
			info, err := e.Info()
			if err != nil {
				return err
			}
			f.Size, f.Time = info.Size(), info.ModTime()
		default:
			return errFormat
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		return nil // it changes under us, or is not known: the unit is left out
	}
	return files
}

func (r *reader) has(at string) bool {
	info, err := os.Stat(filepath.Join(r.dir, filepath.FromSlash(at)))
	return err == nil && info.IsDir()
}

// list are the entries of a directory, none where there is none.
func list(dir string) ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	return entries, err
}
