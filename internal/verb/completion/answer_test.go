package completion_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
)

var line = func() command.Line {
	var text string
	var jobs int
	only := command.Text(&text, "--only", "GLOB", "in GLOB").Of(command.Workspaces)
	return command.Line{
		Options: []command.Option{
			only,
			command.Text(&text, "--log", "DIR", "to DIR").Of(command.Directory),
			command.Path(&text, "--report, -R", "FILE", "to FILE"),
			command.Path(&text, "--manifest-path", "PATH", "at PATH"),
			command.Number(&jobs, "--jobs, -j", "N", "at most N"),
		},
		Globals: []command.Option{{Names: []string{"--offline"}, About: "cargo: no network"}},
		Verbs: []command.Verb{{
			Name: "list", About: "lists", Words: []string{"one"},
			Options: []command.Option{command.Choice(&text, "--format", "FORMAT", "as FORMAT", "text", "json"), only},
		}},
	}
}()

var world = completion.World{
	Toolchains: func() []completion.Candidate { return []completion.Candidate{{Word: "stable", About: "default"}} },
	Subcommands: func(toolchain string) []completion.Candidate {
		return []completion.Candidate{{Word: "check" + toolchain, About: "checks"}}
	},
	Workspaces: func(path string) []completion.Candidate {
		return []completion.Candidate{{Word: path + "a b"}, {Word: "ill\nnamed"}, {Word: "x\ty"}}
	},
}

func TestAt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ words, want string }{ // separated by commas
		{"", "words\t\ncheck\tchecks\nlist\tcargo nw: lists\n"},
		{".", "words\t\ncheck\tchecks\nlist\tcargo nw: lists\n"},
		{"nw,+x,.", "words\t\ncheckx\tchecks\nlist\tcargo nw: lists\n"},
		{"--,.l", "words\t\ncheck\tchecks\n"},
		{".+", "words\t\n+stable\tdefault\n"},
		{"--report,.", "file\t\n"},
		{".--report=x", "file\t--report=\n"},
		{"--log,.", "directory\t\n"},
		{"--jobs,.", "words\t\n"},
		{"--only,.", "words\t\na b\t\n"},
		{"--manifest-path,M,.--only=x", "words\t--only=\nMa b\t\n"},
		{"--manifest-path,M,list,--only,.", "words\t\nMa b\t\n"},
		{"list,--format,.", "words\t\ntext\t\njson\t\n"},
		{"list,.--format=", "words\t--format=\ntext\t\njson\t\n"},
		{"list,.", "words\t\none\t\n"},
		{"list,one,.", "words\t\n"},
		{"list,.-", "words\t\n--format\tas FORMAT\n--only\tin GLOB\n"},
		{"check,.", "cargo\t0\n"},
		{"nw,--report,F,check,--lib,.-", "cargo\t3\n"},
		{"--,list,.", "cargo\t1\n"},
	} {
		var words []string
		if tt.words != "" {
			words = strings.Split(tt.words, ",")
		}
		var out strings.Builder
		if err := completion.At(words, line, world).Write(&out); err != nil || out.String() != tt.want {
			t.Errorf("%s: got %q, %v\nwant %q", tt.words, out.String(), err, tt.want)
		}
	}
	var out strings.Builder
	if err := completion.At([]string{".-"}, line, world).Write(&out); err != nil || !strings.Contains(out.String(), "\n-R\tto FILE\n") || !strings.Contains(out.String(), "\n--offline\tcargo: no network\n") {
		t.Errorf("options: got %q, %v", out.String(), err)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	list := "Installed Commands:\n    b                    alias: build\n    build                Compile it\n    nw\n    expand\nnote: x\n"
	if got := words(completion.Subcommands(list)); got != "b=alias: build build=Compile it expand=" {
		t.Errorf("got %s", got)
	}
	list = "stable-x86_64-unknown-linux-gnu (active, default)\n1.95.0-x86_64-apple-darwin\nnightly-2026-01-02-aarch64-linux\nmine\n"
	want := "stable=active, default stable-x86_64-unknown-linux-gnu=active, default 1.95.0= 1.95.0-x86_64-apple-darwin= nightly-2026-01-02= nightly-2026-01-02-aarch64-linux= mine="
	if got := words(completion.Toolchains(list)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := words(completion.Toolchains("no installed toolchains\n")); got != "" {
		t.Errorf("got %s", got)
	}
}

func words(candidates []completion.Candidate) string {
	list := make([]string, len(candidates))
	for i, c := range candidates {
		list[i] = c.Word + "=" + c.About
	}
	return strings.Join(list, " ")
}
