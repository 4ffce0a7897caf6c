package output

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
)

// spoolMemory is how much of a run's output is kept in memory, in bytes; what
// is more goes to a temporary file.
const spoolMemory = 1 << 20

// pieceHead is the stream and the length of a piece.
const pieceHead = 5

// spool keeps pieces of output in order. Nothing is ever lost: where there is
// no room for a file, memory is used after all.
type spool struct {
	memory []byte // behind what is in the file
	file   *os.File
	size   int64 // of what is in the file
	full   bool  // the file takes no more
}

// add keeps a piece.
func (s *spool) add(to stream, p []byte) {
	for len(p) > math.MaxInt32 {
		s.add(to, p[:math.MaxInt32])
		p = p[math.MaxInt32:]
	}
	s.memory = append(s.memory, byte(to))                              //nolint:gosec // 0 or 1
	s.memory = binary.BigEndian.AppendUint32(s.memory, uint32(len(p))) //nolint:gosec // at most MaxInt32
	s.memory = append(s.memory, p...)
	if len(s.memory) > spoolMemory && !s.full {
		s.flush()
	}
}

func (s *spool) empty() bool { return s.size == 0 && len(s.memory) == 0 }

// flush moves what is in memory to the file.
func (s *spool) flush() {
	if s.file == nil {
		f, err := os.CreateTemp("", "cargo-nw-*.out")
		if err != nil {
			s.full = true
			return
		}
		s.file = f
		_ = os.Remove(f.Name()) // so that it is gone however we end; not on Windows, see discard
	}
	if _, err := s.file.WriteAt(s.memory, s.size); err != nil {
		s.full = true
		return
	}
	s.size += int64(len(s.memory))
	s.memory = s.memory[:0]
}

// replay gives back all pieces, in order.
func (s *spool) replay(write func(to stream, p []byte)) error {
	var kept io.Reader = bytes.NewReader(s.memory)
	if s.file != nil {
		kept = io.MultiReader(io.NewSectionReader(s.file, 0, s.size), kept)
	}
	r := bufio.NewReader(kept)
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

// discard forgets all of it.
func (s *spool) discard() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
	*s = spool{}
}
