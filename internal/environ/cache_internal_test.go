package environ

import (
	"path/filepath"
	"runtime"
	"testing"
)

func TestCache(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("paths of Unix")
	}
	for _, row := range []struct {
		system string
		env    []string
		want   string
	}{
		{"linux", []string{"HOME=/h"}, "/h/.cache"},
		{"linux", []string{"HOME=/h", "XDG_CACHE_HOME=/c"}, "/c"},
		{"linux", []string{"HOME=/h", "XDG_CACHE_HOME=c"}, "/h/.cache"},
		{"linux", nil, ""},
		{"darwin", []string{"HOME=/h", "XDG_CACHE_HOME=/c"}, "/h/Library/Caches"},
		{"windows", []string{"LocalAppData=/l"}, "/l"},
	} {
		if got := filepath.ToSlash(cacheOn(row.system, row.env)); got != row.want {
			t.Errorf("%s %q: got %q, want %q", row.system, row.env, got, row.want)
		}
	}
}
