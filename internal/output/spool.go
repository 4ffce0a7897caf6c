package output

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// spoolMemory is how much of a run's output is kept in memory, in bytes; the
// rest goes to a temporary file.
const spoolMemory = 1 << 20

// pieceHead is the stream and the length of a piece.
const pieceHead = 5

// spool keeps pieces of output in order. Nothing is ever lost: if there is no
// room for a file, memory is used after all. Spools of one store share their
// room; its owner makes sure that they are used one at a time.
type spool struct {
	store  *store
	blocks []block
	memory int // bytes of them that are in memory
}

// block is a part of what a spool keeps: in memory, or in the file.
type block struct {
	data []byte // nil for one in the file
	at   int64  // where it is there
	size int    // how much of it is used
}

// add keeps a piece.
func (s *spool) add(to stream, p []byte) {
	for len(p) > math.MaxInt32 {
		s.add(to, p[:math.MaxInt32])
		p = p[math.MaxInt32:]
	}
	head := []byte{byte(to), 0, 0, 0, 0}                 //nolint:gosec // 0 or 1
	binary.BigEndian.PutUint32(head[1:], uint32(len(p))) //nolint:gosec // at most MaxInt32
	s.put(head)
	s.put(p)
	switch {
	case s.memory > spoolMemory:
		s.store.flush(s)
	case s.store.memory > storeMemory:
		s.store.flushAll()
	}
}

// put adds to the last block, and to new ones.
func (s *spool) put(p []byte) {
	for len(p) > 0 {
		if n := len(s.blocks); n == 0 || s.blocks[n-1].data == nil || s.blocks[n-1].size == blockSize {
			s.blocks = append(s.blocks, block{})
		}
		last := &s.blocks[len(s.blocks)-1]
		n := min(len(p), blockSize-last.size)
		before := cap(last.data)
		last.data = append(last.data, p[:n]...)
		last.size += n
		s.count(cap(last.data) - before)
		p = p[n:]
	}
}

// count records that so many more bytes are in memory.
func (s *spool) count(bytes int) {
	if bytes == 0 {
		return
	}
	s.memory += bytes
	s.store.memory += bytes
	if s.memory > 0 {
		s.store.spools[s] = true
	} else {
		delete(s.store.spools, s)
	}
}

func (s *spool) empty() bool { return len(s.blocks) == 0 }

// replay returns all pieces, in order.
func (s *spool) replay(write func(to stream, p []byte)) error {
	r := bufio.NewReader(&spoolReader{spool: s})
	var p []byte
	for {
		var head [pieceHead]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		n := int(binary.BigEndian.Uint32(head[1:]))
		if cap(p) < n {
			p = make([]byte, n)
		}
		p = p[:n]
		if _, err := io.ReadFull(r, p); err != nil {
			return err
		}
		write(stream(head[0]), p)
	}
}

// spoolReader reads the blocks of a spool one after the other.
type spoolReader struct {
	spool *spool
	next  int // block
	from  int // in it
}

func (r *spoolReader) Read(p []byte) (int, error) {
	for r.next < len(r.spool.blocks) && r.from == r.spool.blocks[r.next].size {
		r.next, r.from = r.next+1, 0
	}
	if r.next == len(r.spool.blocks) {
		return 0, io.EOF
	}
	b := r.spool.blocks[r.next]
	p = p[:min(len(p), b.size-r.from)]
	if b.data != nil {
		copy(p, b.data[r.from:])
	} else if _, err := r.spool.store.file.ReadAt(p, b.at+int64(r.from)); err != nil {
		return 0, err
	}
	r.from += len(p)
	return len(p), nil
}

// discard forgets everything.
func (s *spool) discard() {
	for _, b := range s.blocks {
		if b.data == nil {
			s.store.free = append(s.store.free, b.at)
		}
	}
	s.count(-s.memory)
	s.blocks = nil
}
