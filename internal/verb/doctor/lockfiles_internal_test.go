package doctor

import "testing"

func TestSome(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]string{"a": {"a"}, "a, b, c, d": {"a", "b", "c", "d"}, "a, b, c and 2 more": {"a", "b", "c", "d", "e"}} {
		if got := some(list); got != want {
			t.Errorf("some(%q) = %q, want %q", list, got, want)
		}
	}
}
