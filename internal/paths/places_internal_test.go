package paths

import (
	"strings"
	"testing"
)

// TestPlaces has a file system that distinguishes case, one that does not, and
// one that does in places: a volume of the other kind is mounted at /w/disk.
func TestPlaces(t *testing.T) {
	t.Parallel()
	exact := func(a, b string) bool { return a == b }
	for _, row := range []struct {
		name        string
		same        func(a, b string) bool
		asked, want string
	}{
		{"case counts", exact, "/w/Fuzz /w/fuzz /w/Fuzz", "/w/Fuzz /w/fuzz /w/Fuzz"},
		{"case does not count", strings.EqualFold, "/w/Fuzz /w/fuzz /W/FUZZ /w/fuzzy", "/w/Fuzz /w/Fuzz /w/Fuzz /w/fuzzy"},
		{"no ASCII", strings.EqualFold, "/w/É /w/é", "/w/É /w/É"},
		{"case counts on one volume", func(a, b string) bool { return strings.HasPrefix(a, "/w/disk/") && strings.EqualFold(a, b) }, "/w/A /w/a /w/disk/A /w/disk/a", "/w/A /w/a /w/disk/A /w/disk/A"},
		{"nothing is there", func(string, string) bool { return false }, "/w/A /w/A /w/a", "/w/A /w/A /w/a"},
	} {
		places := PlacesBy(row.same)
		var got []string
		for path := range strings.FieldsSeq(row.asked) {
			got = append(got, places.Of(path))
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// TestPlacesOnDisk asks the real file system.
func TestPlacesOnDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	upper := strings.ToUpper(dir)
	var places Places
	want := upper
	if places.Of(dir); Same(dir, upper) {
		want = dir
	}
	if got := places.Of(upper); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
