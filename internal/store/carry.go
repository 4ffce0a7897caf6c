package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Carrier brings files from one place to another in the cheapest way that both
// places and the files allow: a reflink shares blocks and no file, a hard link
// shares the file, a copy shares nothing. It is safe for concurrent use.
type Carrier struct {
	// CopyPrograms: the linker may write in place, so what it makes is copied.
	CopyPrograms bool
	// Copied says that files were copied that would have been linked if they could
	// be, and Cloned that some share blocks instead.
	Copied, Cloned atomic.Bool

	noReflink, noLink atomic.Bool
}

// small is the size in bytes up to which a copy costs no more than a link.
const small = 16 << 10

// carry makes dst the same as src, with the time t. dst must not exist. linkable
// says that the file is never written in place.
func (c *Carrier) carry(src, dst string, linkable bool, t time.Time) error {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if !c.noReflink.Load() && (linkable || info.Size() > small) {
		err := reflink(src, dst, info.Mode())
		if err == nil {
			c.Cloned.Store(true)
			return os.Chtimes(dst, t, t)
		}
		if errors.Is(err, os.ErrExist) {
			return err
		}
		c.noReflink.Store(true)
	}
	if linkable && !c.noLink.Load() {
		err := os.Link(src, dst)
		if err == nil || errors.Is(err, os.ErrExist) {
			return err
		}
		c.noLink.Store(true) // another file system, one without links, or too many of them
	}
	if linkable {
		c.Copied.Store(true)
	}
	return copyFile(src, dst, info.Mode(), info.Size(), t)
}

// link makes dst another name of src, unless a reflink is possible. It says
// whether it did; dst may have been there.
func (c *Carrier) link(src, dst string) bool {
	return c.noReflink.Load() && !c.noLink.Load() && os.Link(src, dst) == nil
}

// linkable says whether a file may have names in several places.
func (c *Carrier) linkable(f File) bool {
	return f.Role == units.Compiled && (!c.CopyPrograms || !program(f.Path))
}

func copyFile(src, dst string, mode os.FileMode, size int64, t time.Time) error {
	in, err := os.Open(src) //nolint:gosec // a file of a build directory
	if err != nil {
		return err
	}
	defer in.Close()                                                             //nolint:errcheck // it is only read
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm()) //nolint:gosec // as the original
	if err != nil {
		return err
	}
	if size <= small { // one call to the system in place of several
		text := make([]byte, size)
		if _, err = io.ReadFull(in, text); err == nil {
			_, err = out.Write(text)
		}
	} else {
		_, err = io.Copy(out, in)
	}
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
