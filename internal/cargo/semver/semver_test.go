package semver_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

func version(t *testing.T, text string) semver.Version {
	t.Helper()
	v, ok := semver.Parse(text)
	if !ok {
		t.Fatalf("%q is no version", text)
	}
	return v
}

// TestCompare has an order from https://semver.org/#spec-item-11.
func TestCompare(t *testing.T) {
	t.Parallel()
	order := []string{
		"0.0.9", "0.1.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
		"1.0.0-rc.1", "1.0.0", "1.0.10", "1.2.0", "10.0.0",
	}
	for i, a := range order {
		for j, b := range order {
			got := semver.Compare(version(t, a), version(t, b))
			if (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s and %s: got %d", a, b, got)
			}
		}
	}
	if semver.Compare(version(t, "1.0.0+a"), version(t, "1.0.0+b")) != 0 {
		t.Error("build metadata counts")
	}
	for _, bad := range []string{"", "1", "1.0", "1.0.x", "1.0.0.0", "v1.0.0"} {
		if _, ok := semver.Parse(bad); ok {
			t.Errorf("%q is a version", bad)
		}
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"1.2.3": "1", "12.0.0-rc.1": "12", "0.4.7": "0.4", "0.0.3": "0.0.3"} {
		if got := version(t, text).Range(); got != want {
			t.Errorf("%s: got %s", text, got)
		}
	}
}

// TestAdmits has the tables of
// https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html.
func TestAdmits(t *testing.T) {
	t.Parallel()
	for text, row := range map[string]struct{ yes, no []string }{
		"1.2.3":           {[]string{"1.2.3", "1.9.0"}, []string{"1.2.2", "2.0.0", "1.2.3-rc.1", "1.3.0-rc.1"}},
		"^1.2":            {[]string{"1.2.0", "1.99.0"}, []string{"1.1.9", "2.0.0"}},
		"0.2.3":           {[]string{"0.2.3", "0.2.9"}, []string{"0.3.0", "0.2.2"}},
		"0.0.3":           {[]string{"0.0.3"}, []string{"0.0.4", "0.1.0"}},
		"0.0":             {[]string{"0.0.0", "0.0.9"}, []string{"0.1.0"}},
		"0":               {[]string{"0.0.0", "0.9.9"}, []string{"1.0.0"}},
		"~1.2.3":          {[]string{"1.2.3", "1.2.9"}, []string{"1.3.0", "1.2.2"}},
		"~1.2":            {[]string{"1.2.0"}, []string{"1.3.0"}},
		"~1":              {[]string{"1.0.0", "1.9.0"}, []string{"2.0.0"}},
		"=1.0.9":          {[]string{"1.0.9", "1.0.9+x"}, []string{"1.0.10"}},
		"=1.0":            {[]string{"1.0.0", "1.0.9"}, []string{"1.1.0"}},
		"= 1.0.0-rc.1":    {[]string{"1.0.0-rc.1"}, []string{"1.0.0", "1.0.0-rc.2"}},
		"*":               {[]string{"0.0.1", "7.0.0"}, []string{"7.0.0-rc.1"}},
		"1.*":             {[]string{"1.0.0", "1.9.0"}, []string{"2.0.0"}},
		"1.2.*":           {[]string{"1.2.9"}, []string{"1.3.0"}},
		">=1.2, <1.5":     {[]string{"1.2.0", "1.4.9"}, []string{"1.1.0", "1.5.0"}},
		">1.2":            {[]string{"1.3.0"}, []string{"1.2.9"}},
		">1.2.3":          {[]string{"1.2.4"}, []string{"1.2.3"}},
		"<=1.2":           {[]string{"1.2.9", "0.1.0"}, []string{"1.3.0"}},
		"1.0.0-beta.2":    {[]string{"1.0.0-beta.3", "1.0.0", "1.5.0"}, []string{"1.0.0-beta.1", "1.0.1-beta.3"}},
		">=2.0.0-rc.1,<3": {[]string{"2.0.0-rc.2", "2.1.0"}, []string{"3.0.0", "2.0.0-beta.1"}},
	} {
		r, ok := semver.ParseRequirement(text)
		if !ok {
			t.Errorf("%q is no requirement", text)
			continue
		}
		for _, v := range slices.Concat(row.yes, row.no) {
			if got, want := r.Admits(version(t, v)), slices.Contains(row.yes, v); got != want {
				t.Errorf("%s admits %s: got %t", text, v, got)
			}
		}
	}
	for _, bad := range []string{"", "a.b", "1.2.3.4", "1-rc.1", "latest", "1,"} {
		if _, ok := semver.ParseRequirement(bad); ok {
			t.Errorf("%q is a requirement", bad)
		}
	}
}
