package deadlock_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
)

func TestCycle(t *testing.T) {
	t.Parallel()
	tree := map[int]int{ // child → parent
		10: 1, 11: 10, 12: 11, 13: 12, // cargo, build script, cargo-nw, nested cargo
		20: 1, 21: 20, 22: 21, 23: 22, // another such chain
	}
	parent := func(pid int) int { return tree[pid] }
	held := func(pid int, file string) deadlock.Lock { return deadlock.Lock{PID: pid, File: file, Exclusive: true} }
	wants := func(pid int, file string) deadlock.Lock {
		return deadlock.Lock{PID: pid, File: file, Exclusive: true, Waiting: true}
	}
	for name, tt := range map[string]struct {
		locks []deadlock.Lock
		want  []int
		ours  int // 0 is everybody
	}{
		"a nested cargo waits for the cargo above it": {
			[]deadlock.Lock{held(10, "a"), wants(13, "a")}, []int{10, 11, 12, 13}, 0,
		},
		"two outer runs wait for each other's nested one": {
			[]deadlock.Lock{held(10, "a"), held(20, "b"), wants(13, "b"), wants(23, "a")},
			[]int{10, 11, 12, 13, 20, 21, 22, 23},
			0,
		},
		"another cargo is at work": {[]deadlock.Lock{held(20, "a"), wants(13, "a")}, nil, 0},
		"a queue": {
			[]deadlock.Lock{held(20, "a"), wants(13, "a"), wants(10, "a")}, nil, 0,
		},
		"readers do not wait for readers": {
			[]deadlock.Lock{{PID: 10, File: "a"}, {PID: 13, File: "a", Waiting: true}}, nil, 0,
		},
		"a holder that also waits": {
			[]deadlock.Lock{held(10, "a"), held(20, "b"), wants(10, "b"), wants(13, "c")}, nil, 0,
		},
		"somebody else's cycle that ours waits for": {
			[]deadlock.Lock{held(20, "b"), wants(23, "b"), wants(13, "b")}, nil, 13,
		},
		"ours behind somebody else's": {
			[]deadlock.Lock{held(10, "a"), wants(13, "a"), held(20, "b"), wants(23, "b")}, []int{20, 21, 22, 23}, 22,
		},
		"the shorter of two": {
			[]deadlock.Lock{held(10, "a"), wants(13, "a"), held(20, "b"), wants(13, "b"), wants(23, "a")}, []int{10, 11, 12, 13}, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []int
			for _, w := range deadlock.Cycle(tt.locks, parent, func(pid int) bool { return tt.ours == 0 || pid == tt.ours }) {
				got = append(got, w.PID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("cycle of %v, want %v", got, tt.want)
			}
		})
	}
}

func everybody(int) bool { return true }

// TestCycleInAnyOrder checks that the order of /proc/locks does not matter.
func TestCycleInAnyOrder(t *testing.T) {
	t.Parallel()
	locks := []deadlock.Lock{
		{PID: 10, File: "a", Exclusive: true},
		{PID: 20, File: "b", Exclusive: true},
		{PID: 30, File: "c", Exclusive: true},
		{PID: 10, File: "b", Exclusive: true, Waiting: true},
		{PID: 10, File: "c", Exclusive: true, Waiting: true},
		{PID: 20, File: "a", Exclusive: true, Waiting: true},
		{PID: 30, File: "a", Exclusive: true, Waiting: true},
	}
	parent := func(int) int { return 0 }
	want := deadlock.Cycle(locks, parent, everybody)
	slices.Reverse(locks)
	if got := deadlock.Cycle(locks, parent, everybody); len(want) != 2 || !slices.Equal(got, want) {
		t.Errorf("got %v, and in another order %v", got, want)
	}
}

func TestCycleEndsOnParentLoop(t *testing.T) {
	t.Parallel()
	locks := []deadlock.Lock{{PID: 5, File: "a", Exclusive: true}, {PID: 6, File: "a", Exclusive: true, Waiting: true}}
	if c := deadlock.Cycle(locks, func(pid int) int { return 13 - pid }, everybody); c != nil {
		t.Errorf("a cycle of parents is not a cycle of waits: %v", c)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	const text = `1: POSIX  ADVISORY  READ  1005 fe:00:10092000 128 128
4: FLOCK  ADVISORY  WRITE 23926 fe:00:10092647 0 EOF
4: -> FLOCK  ADVISORY  WRITE 24164 fe:00:10092647 0 EOF
5: FLOCK  ADVISORY  READ 77 fe:00:3 0 EOF
6: FLOCK
7: FLOCK ADVISORY WRITE -1 fe:00:3 0 EOF
torn`
	got, err := deadlock.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []deadlock.Lock{
		{PID: 23926, File: "fe:00:10092647", Exclusive: true},
		{PID: 24164, File: "fe:00:10092647", Exclusive: true, Waiting: true},
		{PID: 77, File: "fe:00:3"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// FuzzLocks checks that what is reported as a cycle is one, of waits that are
// in the text, and that every look gives the same.
func FuzzLocks(f *testing.F) {
	f.Add("4: FLOCK ADVISORY WRITE 2 fe:00:1 0 EOF\n4: -> FLOCK ADVISORY WRITE 3 fe:00:1 0 EOF")
	f.Add("1: FLOCK ADVISORY WRITE 10 a 0 EOF\n1: -> FLOCK ADVISORY WRITE 20 a 0 EOF\n2: FLOCK ADVISORY WRITE 20 b 0 EOF\n2: -> FLOCK ADVISORY READ 10 b 0 EOF")
	f.Add("1: FLOCK ADVISORY WRITE 2 a 0 EOF\n1: -> FLOCK ADVISORY WRITE 9 a 0 EOF\n2: POSIX ADVISORY READ 4 b 0 EOF\n3: FLOCK ADVISORY READ -1 c 0 EOF")
	f.Fuzz(func(t *testing.T, text string) {
		locks, err := deadlock.Parse(strings.NewReader(text))
		if err != nil {
			return
		}
		parent := func(pid int) int { return pid / 2 }
		cycle, told := deadlock.Cycle(locks, parent, everybody), deadlock.Waits(locks)
		for i, w := range cycle {
			next := cycle[(i+1)%len(cycle)]
			switch {
			case w.PID == w.For, w.For != next.PID, w.PID < cycle[0].PID:
				t.Errorf("not a cycle from its lowest process: %v", cycle)
			case w.File == "" && w.PID != parent(w.For), w.File != "" && !slices.Contains(told, w):
				t.Errorf("%v is not in %v", w, locks)
			}
		}
		if again := deadlock.Cycle(locks, parent, everybody); !slices.Equal(cycle, again) {
			t.Errorf("%v, and the second time %v", cycle, again)
		}
	})
}
