package output

import (
	"os"
)

// storeMemory is how much the spools of one store keep in memory in all, in
// bytes: thousands of runs may be waiting for one.
const storeMemory = 32 << 20

// blockSize is the size of the blocks in a store's file.
const blockSize = 64 << 10

// store is the room that spools share: memory, and one temporary file without a
// name, whose blocks are reused. The zero value is not ready; see newStore.
type store struct {
	memory int             // bytes of all spools that are in memory
	spools map[*spool]bool // those that have some there
	file   *os.File        // nil while nothing has been written
	next   int64           // the first byte of the file that was never used
	free   []int64         // blocks to reuse
	full   int             // no room was found when this much was in memory; 0 for never
}

func newStore() *store { return &store{spools: map[*spool]bool{}} }

// flush moves what a spool has in memory to the file, as far as there is room.
func (s *store) flush(from *spool) {
	if s.full > 0 && s.memory < s.full+storeMemory {
		return // not tried again for every line
	}
	for i := range from.blocks {
		b := &from.blocks[i]
		if b.data == nil {
			continue
		}
		at, err := s.write(b.data)
		if err != nil {
			s.full = s.memory
			return
		}
		from.count(-cap(b.data))
		b.data, b.at = nil, at
	}
	s.full = 0
}

// flushAll does so for all spools.
func (s *store) flushAll() {
	for from := range s.spools {
		s.flush(from)
	}
}

// write puts a block into the file.
func (s *store) write(data []byte) (at int64, err error) {
	if s.file == nil {
		f, err := os.CreateTemp("", "cargo-nw-*.out")
		if err != nil {
			return 0, err
		}
		s.file = f
		_ = os.Remove(f.Name()) // so that it is gone however we end; not on Windows, see close
	}
	at = s.next
	if n := len(s.free); n > 0 {
		at = s.free[n-1]
	}
	if _, err := s.file.WriteAt(data, at); err != nil {
		return 0, err
	}
	if n := len(s.free); n > 0 {
		s.free = s.free[:n-1]
	} else {
		s.next += blockSize
	}
	return at, nil
}

// close removes the file.
func (s *store) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
		s.file = nil
	}
}
