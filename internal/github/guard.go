package github

import "strings"

// Guard handles the workflow commands in the output of one program, so that
// they apply to that program's output only. Annotations and masks pass.
type Guard struct {
	// Inside says that the output is in one of our groups. Groups cannot be
	// nested: the program's own would end ours
	// (https://github.com/actions/runner/issues/802).
	Inside bool

	group  bool   // the program has opened a group
	token  string // with which it has stopped commands; "" if it has not
	resume string // the line that ends that
	open   string // the end of a line that goes on; "" if none does
}

// Line is what to write in place of one line, given without its end: "\n", "\r"
// or both. ended is false for a part of a long line that goes on. ok is false
// for nothing at all.
func (g *Guard) Line(line []byte, ended bool) (text []byte, ok bool) {
	if g.open != "" || !ended {
		return g.part(string(line), ended), true
	}
	c, sure := parse(string(line), g.token)
	switch {
	case g.token != "":
		if sure && c.name == lower(g.token) {
			g.token = ""
		}
		return line, true
	case !sure:
		if maybe, ok := parse(seen(string(line)), ""); ok && ends(maybe.name) {
			return []byte(Broken(string(line))), true
		}
	case c.name == stopCommands:
		again, possible := resume(c.data)
		if !possible || registered[lower(c.data)] {
			return []byte(Broken(string(line))), true // for the rest of the step
		}
		g.token, g.resume = c.data, again
	case ends(c.name) && g.Inside && strings.TrimSpace(c.before) != "":
		return []byte(Broken(string(line))), true // JSON, perhaps
	case ends(c.name) && g.Inside:
		text := Broken(c.data)
		return []byte(text), text != ""
	case ends(c.name):
		g.group = c.name == "group"
	}
	return line, true
}

// ends says whether a command changes how what follows is read.
func ends(name string) bool { return name == "group" || name == "endgroup" || name == stopCommands }

// part is a part of a line; the first part may be an annotation.
func (g *Guard) part(text string, ended bool) []byte {
	before := g.open
	g.open = ""
	if !ended {
		g.open = " " + text[max(0, len(text)-len(prefix)+1):]
	}
	if g.token != "" {
		return []byte(text)
	}
	if c, ok := parse(text, ""); before == "" && ok && c.before == "" && !ends(c.name) {
		return []byte(text)
	}
	for i := 1; i < len(prefix); i++ {
		if strings.HasSuffix(before, prefix[:i]) && strings.HasPrefix(text, prefix[i:]) {
			text = " " + text
			break
		}
	}
	if before == "" {
		return []byte(Broken(text))
	}
	return []byte(strings.ReplaceAll(text, prefix, "## ["))
}

// Stopped says whether the program has stopped commands.
func (g *Guard) Stopped() bool { return g.token != "" }

// Resume is the command that undoes it, which belongs in the stream that the
// program wrote to: the runner reads each separately. It is "" if there is
// nothing to undo.
func (g *Guard) Resume() string {
	if g.token == "" {
		return ""
	}
	g.token = ""
	return g.resume
}

// End are the commands that undo whatever else the program has left behind.
func (g *Guard) End() []string {
	if !g.group {
		return nil
	}
	g.group = false
	return []string{Command("endgroup", nil, "")}
}
