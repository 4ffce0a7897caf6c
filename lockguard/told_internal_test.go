package lockguard

import (
	"reflect"
	"testing"
)

// TestToldRoundTrip has paths of any bytes but zero, and text that no version
// of this program has written as a whole.
func TestToldRoundTrip(t *testing.T) {
	t.Parallel()
	way := []Frame{{Package: "/a b/Cargo.toml", Root: "/a\nb/\xff", Dependent: true}, {Package: "/ä/Cargo.toml", Root: "/\""}}
	for name, c := range map[string]struct {
		text []byte
		want told
	}{
		"traversal": {TellVisits([]string{"/a b", "/\xff\n"}), told{visits: []string{"/a b", "/\xff\n"}}},
		"of none":   {TellVisits(nil), told{visits: []string{}}},
		"hook":      {TellWay(way, ""), told{way: way}},
		"sharing":   {TellWay(way, "/a b/nw-store"), told{way: way, store: "/a b/nw-store"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := parseTold(c.text)
			if !ok || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v, want %+v", got, ok, c.want)
			}
			for n := range c.text {
				if got, ok := parseTold(c.text[:n]); ok {
					t.Errorf("the first %d bytes say %+v", n, got)
				}
			}
			if got, ok := parseTold(append([]byte("x"), c.text...)); ok {
				t.Errorf("another kind says %+v", got)
			}
		})
	}
}
