package drift

import (
	"strings"
	"testing"
)

// TestCommands has each command with each platform and each choice of features.
func TestCommands(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		o    options
		want string
	}{
		{options{}, "build --workspace"},
		{options{builds: []string{"check", "test"}, profile: "release"}, "check --workspace --profile release\ntest --workspace --profile release"},
		{
			options{targets: []string{"a", "b"}, features: []string{defaultFeatures, allFeatures, noFeatures}},
			"build --workspace --target a\nbuild --workspace --target a --all-features\nbuild --workspace --target a --no-default-features\n" +
				"build --workspace --target b\nbuild --workspace --target b --all-features\nbuild --workspace --target b --no-default-features",
		},
	} {
		var got []string
		for _, b := range row.o.commands() {
			got = append(got, strings.Join(b.Argv(), " "))
		}
		if strings.Join(got, "\n") != row.want {
			t.Errorf("%+v: got\n%s\nwant\n%s", row.o, strings.Join(got, "\n"), row.want)
		}
	}
}

func TestTitles(t *testing.T) {
	t.Parallel()
	got := titles([]string{"build --workspace", "build -p a --all-features", "build --all-features", "build -p b"})
	if want := "the whole build, cargo build --all-features, -p a, b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
