package relock

import (
	"context"
	"errors"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Check is an error if the copy is not what cargo needs, or, offline, has a
// package that has not been downloaded.
func (c *Copy) Check(ctx context.Context) error {
	_, err := c.run(ctx, c.network("metadata", "--format-version", "1", "--locked", "--quiet")...)
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// Move moves a package of the copy to another version, with what has to come
// along. refusal is why cargo does not, and the copy is then as it was.
//
// cargo moves one package at a time by --precise, and it says yes to a version
// that has been yanked.
func (c *Copy) Move(ctx context.Context, name, from, to string) (refusal string, err error) {
	before, err := c.Text()
	if err != nil {
		return "", err
	}
	said, err := c.run(ctx, c.network("update", name+"@"+from, "--precise", to)...)
	if err != nil && ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if failed, ok := errors.AsType[*unitgraph.Error](err); ok && failed.Err == nil {
		refusal, err = reason(failed.Text), nil
	} else if yanked(said, name, to) {
		refusal = to + " was yanked"
	}
	if err == nil && refusal == "" && c.careful {
		err = c.Check(ctx)
		if failed, ok := errors.AsType[*unitgraph.Error](err); ok && failed.Err == nil {
			refusal, err = reason(failed.Text), nil
		}
	}
	if err != nil || refusal != "" {
		return refusal, errors.Join(err, c.Restore(before))
	}
	return "", nil
}

// Careful makes Move refuse what [Copy.Check] would not accept: cargo may choose
// a version that it knows of and does not get. It takes twice the time.
func (c *Copy) Careful() { c.careful = true }

// network is a command that stays away from it, if that is wanted.
func (c *Copy) network(argv ...string) []string {
	if c.offline {
		argv = append(argv, "--offline")
	}
	return argv
}

// yanked says whether cargo warns of this version.
func yanked(said, name, version string) bool {
	for line := range strings.Lines(said) {
		if strings.Contains(line, "`"+name+"@"+version+"`") && strings.Contains(line, "yanked") {
			return true
		}
	}
	return false
}
