package unitgraph

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// Cache keeps what cargo has answered about one workspace in one file. There is
// never more than one state of a workspace in it.
type Cache struct {
	path    string
	key     string // all that the answers depend on
	answers map[string][]byte
	changed bool
}

type stored struct {
	Key     string
	Answers map[string][]byte
}

// OpenCache reads what is known of the workspace in the state that key stands
// for. A cache that cannot be read is empty.
func OpenCache(dir, workspace, key string) *Cache {
	id := sum(workspace)
	c := &Cache{path: filepath.Join(dir, hex.EncodeToString(id[:])+".gob.gz"), key: key, answers: map[string][]byte{}}
	data, err := regular.Read(c.path)
	if err != nil {
		return c
	}
	var was stored
	if packed, err := gzip.NewReader(bytes.NewReader(data)); err == nil && gob.NewDecoder(packed).Decode(&was) == nil && was.Key == key {
		c.answers = was.Answers
	}
	return c
}

// Get is the answer to a question.
func (c *Cache) Get(question string) ([]byte, bool) {
	answer, ok := c.answers[question]
	return answer, ok
}

// Put keeps an answer until Save.
func (c *Cache) Put(question string, answer []byte) {
	c.answers[question], c.changed = answer, true
}

// Save writes the file whole, if there is something new. Others may read and
// write at the same time.
func (c *Cache) Save() error {
	if !c.changed {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(c.path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(c.path), ".new-")
	if err != nil {
		return err
	}
	err = write(f, stored{c.key, c.answers})
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), c.path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is ours, and of no use
	}
	return err
}

func write(w io.Writer, s stored) error {
	packed, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(packed).Encode(s); err != nil {
		return err
	}
	return packed.Close()
}
