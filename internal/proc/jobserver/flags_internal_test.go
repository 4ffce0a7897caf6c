package jobserver

import "testing"

func TestAuth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		env  []string
		want string
	}{
		{"nothing", nil, ""},
		{"make", []string{"MAKEFLAGS= -j4 --jobserver-auth=3,4 -- X=1"}, "3,4"},
		{"a make of old", []string{"MAKEFLAGS=s --jobserver-fds=5,6 -j"}, "5,6"},
		{"make 4.4", []string{"MAKEFLAGS=w -j2 --jobserver-auth=fifo:/tmp/GMfifo7"}, "fifo:/tmp/GMfifo7"},
		{"cargo", []string{"MAKEFLAGS=--jobserver-auth=9,9", "CARGO_MAKEFLAGS=-j --jobserver-fds=3,4 --jobserver-auth=3,4"}, "3,4"},
		{"a user's flags", []string{"MAKEFLAGS=-j8", "MFLAGS=--jobserver-auth=3,4"}, ""},
		{"the last one counts", []string{"MFLAGS=--jobserver-auth=3,4 --jobserver-auth=5,6"}, "5,6"},
		{"what we say ourselves", []string{variable("7,8")}, "7,8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := auth(tt.env); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDescriptors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"3,4": true, "0,0": true, "-2,-2": false, "": false, "3": false, "3,x": false, "fifo:/x": false} {
		if _, _, ok := descriptors(text); ok != want {
			t.Errorf("%q: %v", text, ok)
		}
	}
	if _, ok := fifo("fifo:"); ok {
		t.Error("a FIFO without a path")
	}
}
