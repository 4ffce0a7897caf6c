package semver_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

// FuzzAdmits compares any requirement with any version. A version is equal to
// itself, and `=` admits it.
func FuzzAdmits(f *testing.F) {
	f.Add(">=1.2, <2", "1.5.0")
	f.Add("~1", "1.0.0-rc.1")
	f.Add("*", "0.0.0+x")
	f.Fuzz(func(t *testing.T, requirement, version string) {
		v, ok := semver.Parse(version)
		if !ok {
			return
		}
		if r, understood := semver.ParseRequirement(requirement); understood {
			r.Admits(v)
		}
		if exact, understood := semver.ParseRequirement("=" + version); understood && !exact.Admits(v) {
			t.Errorf("=%s does not admit %s", version, version)
		}
		if semver.Compare(v, v) != 0 || v.Range() == "" {
			t.Errorf("%s is not itself", version)
		}
	})
}
