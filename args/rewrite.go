package args

import "slices"

// Rewrite gives the command line with each value of an option changed by
// change, and everything else as it was. name is the option's first name
// ("--config").
func (c Command) Rewrite(name string, change func(value string) string) Command {
	rewritten := func(g grammar, words []string) []string {
		tokens, end := g.scan(words)
		touched := false
		for i, t := range tokens {
			if !t.valued || !t.is(name) {
				continue
			}
			if to := change(t.value); to != t.value {
				tokens[i].words, tokens[i].letters = []string{t.name, to}, ""
				touched = true
			}
		}
		if !touched {
			return words
		}
		return slices.Concat(spell(tokens), words[end:])
	}
	c.Globals = rewritten(grammar{options: rootOptions, trailing: true}, c.Globals)
	c.Arguments = rewritten(grammarOf(c.Subcommand), c.Arguments)
	return c
}
