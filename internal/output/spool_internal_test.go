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

// TestSpool keeps more than fits in memory, and leaves no file behind.
func TestSpool(t *testing.T) {
	t.Parallel()
	s := spool{store: newStore()}
	var want, got [2]bytes.Buffer
	for i := range 3000 {
		p := bytes.Repeat([]byte{byte(i)}, rand.IntN(3000))
		want[i%2].Write(p)
		s.add(stream(i%2), p)
	}
	if s.store.file == nil || s.memory > spoolMemory {
		t.Fatalf("%d bytes are in memory", s.memory)
	}
	name := s.store.file.Name()
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
	if !s.empty() || s.store.memory != 0 || len(s.store.spools) != 0 {
		t.Errorf("%d bytes left in memory", s.store.memory)
	}
	s.store.close()
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left behind: %v", err)
	}
}

// TestManySpools has one bound for the memory of all, and uses a file again.
func TestManySpools(t *testing.T) {
	t.Parallel()
	all := newStore()
	defer all.close()
	const n, lines = 400, 150
	spools := make([]spool, n)
	line := func(i, k int) []byte { return bytes.Repeat([]byte{byte(i), byte(k)}, 400) }
	var sizes []int64
	for range 2 {
		most := 0
		for i := range spools {
			spools[i].store = all
		}
		for k := range lines {
			for i := range spools {
				spools[i].add(stream(k%2), line(i, k))
				most = max(most, all.memory)
			}
		}
		if most > storeMemory+spoolMemory {
			t.Errorf("%d bytes were in memory", most)
		}
		for i := range spools {
			k := 0
			err := spools[i].replay(func(to stream, p []byte) {
				if to != stream(k%2) || !bytes.Equal(p, line(i, k)) {
					t.Errorf("spool %d, line %d differs", i, k)
				}
				k++
			})
			if err != nil || k != lines {
				t.Errorf("spool %d: %d lines, %v", i, k, err)
			}
			spools[i].discard()
		}
		if all.memory != 0 {
			t.Errorf("%d bytes left in memory", all.memory)
		}
		sizes = append(sizes, all.next)
	}
	if sizes[1] > sizes[0]+sizes[0]/10 {
		t.Errorf("the file grows: %d", sizes)
	}
}

// TestSpoolWithoutRoom goes on in memory where the file takes no more, and takes
// little more than there is to keep.
func TestSpoolWithoutRoom(t *testing.T) {
	t.Parallel()
	s := spool{store: newStore()}
	chunk := bytes.Repeat([]byte{'x'}, spoolMemory)
	s.add(stdout, chunk)
	if err := s.store.file.Close(); err != nil { // stands for a full disk
		t.Fatal(err)
	}
	size := s.store.next
	const more = 50
	for range more {
		s.add(stderr, chunk)
	}
	if s.store.full == 0 || s.store.next != size || s.memory < more*len(chunk) || s.memory > more*len(chunk)*11/10 {
		t.Errorf("full %v, %d bytes in the file, %d in memory", s.store.full, s.store.next, s.memory)
	}
	if err := s.replay(func(stream, []byte) {}); err == nil {
		t.Error("a file that cannot be read is no error")
	}
}
