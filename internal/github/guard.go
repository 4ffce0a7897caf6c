package github

import "strings"

// Guard looks at the workflow commands in the output of one program, so that
// they hold for that program's output only. Annotations and masks pass.
type Guard struct {
	// Inside says that the output stands in a group of ours. Groups cannot
	// stand in one another: the program's own would end ours
	// (https://github.com/actions/runner/issues/802).
	Inside bool

	group bool   // the program has opened a group
	token string // with which it has stopped commands; "" when it has not
}

// Line is what to write in place of one line, given without its end; ok is
// false for nothing at all.
func (g *Guard) Line(line []byte) (text []byte, ok bool) {
	name, message := parse(string(line))
	switch {
	case name == "":
	case g.token != "":
		if name == strings.ToLower(g.token) {
			g.token = ""
		}
	case name == "stop-commands":
		g.token = message
	case name == "group" && g.Inside:
		return []byte(message), true
	case name == "endgroup" && g.Inside:
		return nil, false
	case name == "group", name == "endgroup":
		g.group = name == "group"
	}
	return line, true
}

// End are the commands that undo what the program has left behind.
func (g *Guard) End() []string {
	var lines []string
	if g.token != "" {
		lines = append(lines, Command(g.token, nil, ""))
	}
	if g.group {
		lines = append(lines, Command("endgroup", nil, ""))
	}
	g.token, g.group = "", false
	return lines
}
