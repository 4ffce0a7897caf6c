package output

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
)

// TestSpool keeps more than memory takes, and leaves no file behind.
func TestSpool(t *testing.T) {
	t.Parallel()
	var s spool
	var want, got [2]bytes.Buffer
	for i := range 3000 {
		p := bytes.Repeat([]byte{byte(i)}, rand.IntN(3000))
		want[i%2].Write(p)
		s.add(stream(i%2), p)
	}
	if s.file == nil || len(s.memory) > spoolMemory {
		t.Fatalf("%d bytes are in memory", len(s.memory))
	}
	name := s.file.Name()
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) && runtime.GOOS != "windows" { // where an open file stays
		t.Errorf("others see the file: %v", err)
	}
	if err := s.replay(func(to stream, p []byte) { got[to].Write(p) }); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got[0].Bytes(), want[0].Bytes()) || !bytes.Equal(got[1].Bytes(), want[1].Bytes()) {
		t.Error("something was lost")
	}
	s.discard()
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) || !s.empty() {
		t.Errorf("left behind: %v", err)
	}
}

// TestSpoolWithoutRoom goes on in memory where the file takes no more.
func TestSpoolWithoutRoom(t *testing.T) {
	t.Parallel()
	var s spool
	chunk := bytes.Repeat([]byte{'x'}, spoolMemory)
	s.add(stdout, chunk)
	if err := s.file.Close(); err != nil { // stands for a full disk
		t.Fatal(err)
	}
	size := s.size
	s.add(stderr, chunk)
	s.add(stderr, chunk)
	if !s.full || s.size != size || len(s.memory) < 2*len(chunk) {
		t.Errorf("full %v, %d bytes in the file, %d in memory", s.full, s.size, len(s.memory))
	}
	if err := s.replay(func(stream, []byte) {}); err == nil {
		t.Error("a file that cannot be read is no error")
	}
}
