package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestRewrite(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ in, want []string }{
		"before the subcommand":  {[]string{"--config", "x.toml", "test"}, []string{"--config", "/x.toml", "test"}},
		"behind it, with equals": {[]string{"test", "--config=x.toml", "-q"}, []string{"test", "--config", "/x.toml", "-q"}},
		"behind a double dash":   {[]string{"test", "--", "--config", "x.toml"}, []string{"test", "--", "--config", "x.toml"}},
		"a cluster beside it":    {[]string{"test", "-qv", "--config", "x.toml"}, []string{"test", "-qv", "--config", "/x.toml"}},
		"nothing to change":      {[]string{"test", "--config=a.b=1", "-pq"}, []string{"test", "--config=a.b=1", "-pq"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := args.ParseCargo(tt.in, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := c.Rewrite("--config", func(v string) string {
				if strings.HasSuffix(v, ".toml") {
					return "/" + v
				}
				return v
			}).Argv()
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
