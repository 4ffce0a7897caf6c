package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Carrier brings files from one place to another in the cheapest way that both
// places and the files allow: a reflink shares blocks and no file, a hard link
// shares the file, a copy shares nothing.
type Carrier struct {
	// CopyPrograms: a linker is in use that may write in place, so what linkers
	// make is not to be linked.
	CopyPrograms bool
	// Copied counts the files that would have been linked if they could be, and
	// Cloned those that share blocks instead.
	Copied, Cloned int

	noReflink, noLink bool
}

// small is the size in bytes up to which a copy costs no more than anything
// else.
const small = 16 << 10

// carry makes dst the same as src, with the time t. dst must not exist. linkable
// says that nobody writes into the file in place.
func (c *Carrier) carry(src, dst string, linkable bool, t time.Time) error {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if !c.noReflink && (linkable || info.Size() > small) {
		err := reflink(src, dst, info.Mode())
		if err == nil {
			c.Cloned++
			return os.Chtimes(dst, t, t)
		}
		if errors.Is(err, os.ErrExist) {
			return err
		}
		c.noReflink = true
	}
	if linkable && !c.noLink {
		err := os.Link(src, dst)
		if err == nil || errors.Is(err, os.ErrExist) {
			return err
		}
		c.noLink = true // another file system, one without links, or too many of them
	}
	if linkable {
		c.Copied++
	}
	return copyFile(src, dst, info.Mode(), t)
}

// link makes dst another name of src, unless a reflink is possible. It says
// whether it did; dst may have been there.
func (c *Carrier) link(src, dst string) bool {
	return c.noReflink && !c.noLink && os.Link(src, dst) == nil
}

// linkable says whether a file of this role may be one file in several places.
func (c *Carrier) linkable(f File) bool {
	return f.Role == units.Compiled && (!c.CopyPrograms || !program(f.Path))
}

func copyFile(src, dst string, mode os.FileMode, t time.Time) error {
	in, err := os.Open(src) //nolint:gosec // a file of a build directory
	if err != nil {
		return err
	}
	defer in.Close()                                                             //nolint:errcheck // it is only read
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm()) //nolint:gosec // as the original
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chtimes(dst, t, t)
	}
	if err != nil {
		_ = os.Remove(dst)
	}
	return err
}

// sum is the SHA-256 of a file.
func sum(path string) (string, error) {
	f, err := os.Open(path) //nolint:gosec // a file of a build directory
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // it is only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
