package command_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

type colour string

// fields are what the options of these tests are bound to.
type fields struct {
	loud   bool
	name   string
	count  int
	colour colour
	many   []int
	some   []colour
}

func (f *fields) options() []command.Option {
	return []command.Option{
		command.Flag(&f.loud, "--loud, -l", "say it aloud").Default("CARGO_NW_LOUD"),
		command.Text(&f.name, "--name", "NAME", "say NAME").Like("Ann"),
		command.Number(&f.count, "--count", "N", "say it N times"),
		command.Choice(&f.colour, "--colour", "COLOUR", "in which colour", "red", "green", "blue"),
		command.Each(&f.many, "--many", "N", "one more", command.ParseNumber),
		command.Choices(&f.some, "--some", "COLOUR", "one more colour", "red", "green"),
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	var f fields
	for _, set := range [][2]string{
		{"--loud", "true"},
		{"-l", "true"},
		{"--name", " x "},
		{"--count", "3"},
		{"--colour", "blue"},
		{"--many", "1"},
		{"--many", "2"},
		{"--some", "green"},
		{"--some", "red"},
	} {
		o, ok := command.Find(f.options(), set[0])
		if !ok {
			t.Fatalf("there is no option %s", set[0])
		}
		if err := o.Set(set[1]); err != nil {
			t.Errorf("%s: %v", set[0], err)
		}
	}
	if !f.loud || f.name != " x " || f.count != 3 || f.colour != "blue" || !slices.Equal(f.many, []int{1, 2}) || !slices.Equal(f.some, []colour{"green", "red"}) {
		t.Errorf("got %+v", f)
	}
}

func TestSetRefuses(t *testing.T) {
	t.Parallel()
	var f fields
	for _, tt := range []struct{ name, value, want, typed string }{
		{"--loud", "x", "--loud x: must be true or false", "--loud"},
		{"--name", "", "--name '': the value is empty", "--name Ann"},
		{"--count", "x", "--count x: not a whole number", "--count N"},
		{"--count", "-1", "--count -1: not a whole number", "--count N"},
		{"--colour", "pink", "--colour pink: must be red, green or blue", "--colour blue"},
		{"--some", "pink", "--some pink: must be red or green", "--some green"},
	} {
		o, _ := command.Find(f.options(), tt.name)
		if err := o.Set(tt.value); err == nil || err.Error() != tt.want || o.Typed() != tt.typed {
			t.Errorf("%s %q: got %v, typed %q", tt.name, tt.value, err, o.Typed())
		}
	}
	loud, _ := command.Find(f.options(), "--loud")
	if err := loud.SetFromEnv("x"); err == nil || err.Error() != "CARGO_NW_LOUD=x: must be true or false" {
		t.Errorf("the variable: got %v", err)
	}
	if f.loud || f.name != "" || f.count != 0 || f.colour != "" || f.many != nil || f.some != nil {
		t.Errorf("a refused value is kept: %+v", f)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	var f fields
	var got []string
	for _, o := range f.options() {
		got = append(got, o.Name()+": "+o.Text())
	}
	want := []string{
		"--loud: say it aloud [env: CARGO_NW_LOUD]", "--name: say NAME", "--count: say it N times",
		"--colour: in which colour [possible values: red, green, blue]", "--many: one more (repeatable)",
		"--some: one more colour (repeatable) [possible values: red, green]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	var f fields
	list := f.options()
	command.Under("Later", list[1:3]...)
	groups := command.Groups(list)
	if len(groups) != 2 || groups[0].Category != "" || len(groups[0].Options) != 4 || groups[1].Category != "Later" || groups[1].Options[0].Name() != "--name" {
		t.Errorf("got %+v", groups)
	}
}
