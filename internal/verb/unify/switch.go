package unify

import (
	"context"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/edit"
)

// takeOut removes everything that is generated: the copy has nothing of it.
func (o *options) takeOut(ctx context.Context, c command.Call, spaces []*space) (int, error) {
	set := o.set(c)
	for _, s := range spaces {
		files, err := s.files()
		if err != nil {
			return command.Status(err), err
		}
		set.Files = append(set.Files, files...)
	}
	return o.apply(ctx, c, set, spaces, command.OK)
}

// turn makes comments of the generated lines in the manifests, or lines of the
// comments. The crates stay where they are.
func (o *options) turn(ctx context.Context, c command.Call, spaces []*space, on bool) (int, error) {
	set := o.set(c)
	set.Options = slices.Concat([]string{word(on)}, set.Options)
	for _, s := range spaces {
		files, err := s.turned(ctx, on)
		if err != nil {
			return command.Status(err), s.failed(err)
		}
		set.Files = append(set.Files, files...)
	}
	return o.apply(ctx, c, set, spaces, command.OK)
}

func word(is bool) string {
	if is {
		return on
	}
	return off
}

// turned are the files of a workspace with the lines switched.
func (s *space) turned(ctx context.Context, on bool) ([]change.File, error) {
	what := "make comments of the generated lines"
	if on {
		what = "make lines of the generated comments"
	}
	var files []change.File
	for path, file := range s.old {
		there, isOff := edit.HasBlock(file.Old)
		if !file.Exists || path == s.configuration() || path == s.lock() || !there || isOff != on {
			continue
		}
		text, err := edit.SwitchBlock(file.Old, on)
		if err != nil {
			return nil, s.refused(path, err)
		}
		file.New, file.What = text, what
		files = append(files, file)
	}
	if len(files) == 0 {
		return nil, nil
	}
	slices.SortFunc(files, func(a, b change.File) int { return strings.Compare(a.Path, b.Path) })
	if on { // the copy has nothing that is generated
		for path, file := range s.old {
			if _, kept := s.bare[path]; !kept && file.Exists {
				if err := s.mirror.write(path, string(file.Old)); err != nil {
					return nil, err
				}
			}
		}
		if root, ok := s.old[s.ws.Manifest]; ok {
			if err := s.mirror.write(s.ws.Manifest, string(root.Old)); err != nil { // with the list of what is excluded
				return nil, err
			}
		}
		for _, file := range files {
			if err := s.mirror.write(file.Path, string(file.New)); err != nil {
				return nil, err
			}
		}
		if err := s.relock(ctx, false); err != nil {
			return nil, err
		}
	}
	lock := s.old[s.lock()]
	lock.New, lock.What = []byte(s.mirror.text[s.lock()]), "bring it up to date"
	return append(files, lock), nil
}
