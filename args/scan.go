package args

import "strings"

// problem is what clap would refuse about one option.
type problem int

const (
	fine problem = iota
	unknown
	missingValue
	unexpectedValue
)

// token is one option with its value, or one positional word.
type token struct {
	name    string // the first of the option's names, the spelling for an unknown one, "" for a positional word
	value   string
	valued  bool
	problem problem
	origin  origin
	repeats bool
	word    int      // index of the word that it is in
	letters string   // its part of a cluster of short options, "" elsewhere
	words   []string // the words that spell it on its own
}

func (t token) is(name string) bool { return t.name == name }

// scan reads words as clap does (clap_builder's parser/parser.rs). It ends
// before "--" and, if the grammar is trailing, before the first positional
// word; words[end:] is what was not read.
func (g grammar) scan(words []string) (tokens []token, end int) {
	for end < len(words) {
		switch word := words[end]; {
		case word == "--":
			return tokens, end
		case strings.HasPrefix(word, "--"):
			t := g.long(words, end)
			tokens, end = append(tokens, t), end+len(t.words)
		case isOption(word):
			cluster := g.cluster(words, end)
			tokens = append(tokens, cluster...)
			end += len(cluster[len(cluster)-1].words)
		case g.trailing:
			return tokens, end
		default:
			tokens = append(tokens, token{word: end, words: words[end : end+1]})
			end++
		}
	}
	return tokens, end
}

func (g grammar) long(words []string, at int) token {
	name, value, glued := strings.Cut(words[at], "=")
	t := token{name: name, value: value, valued: glued, word: at, words: words[at : at+1]}
	o, known := g.lookup(name)
	if !known {
		t.problem = unknown
		return t
	}
	t.name, t.origin, t.repeats = o.name(), o.origin, o.repeats
	switch {
	case o.takes == noValue && glued:
		t.problem = unexpectedValue
	case !glued:
		t.follow(o, words, at)
	}
	return t
}

// cluster reads a word such as -vqpe. Only its last token may take the next word.
func (g grammar) cluster(words []string, at int) []token {
	var tokens []token
	word := words[at]
	for j := 1; j < len(word); j++ {
		letter := word[j : j+1]
		t := token{name: "-" + letter, word: at, letters: letter, words: []string{"-" + letter}}
		o, known := g.lookup(t.name)
		if !known {
			t.problem = unknown
			tokens = append(tokens, t)
			continue
		}
		t.name, t.origin, t.repeats = o.name(), o.origin, o.repeats
		rest := word[j+1:]
		switch {
		case o.takes != noValue && rest != "":
			t.letters, t.words = word[j:], []string{"-" + word[j:]}
			t.value, t.valued = strings.TrimPrefix(rest, "="), true
			return append(tokens, t)
		case rest == "":
			t.follow(o, words, at)
		}
		tokens = append(tokens, t)
	}
	return tokens
}

// follow gives the token the next word as its value if clap would.
func (t *token) follow(o option, words []string, at int) {
	if o.takes == noValue {
		return
	}
	if at+1 < len(words) && o.takes.accepts(words[at+1]) {
		t.value, t.valued = words[at+1], true
		t.words = []string{t.words[0], words[at+1]}
		return
	}
	if o.takes != maybeValue {
		t.problem = missingValue
	}
}

// spell reverses scan: what is left of a cluster stays one word.
func spell(tokens []token) []string {
	words := make([]string, 0, len(tokens))
	last := -1
	for _, t := range tokens {
		if t.letters != "" && t.word == last {
			words[len(words)-1] += t.letters
			words = append(words, t.words[1:]...)
		} else {
			words = append(words, t.words...)
		}
		last = t.word
	}
	return words
}

// single drops what clap refuses if given twice: of a flag the first stays, of
// an option with a value the last. Words after the grammar's end stay as they
// are.
func (g grammar) single(words []string) []string {
	tokens, end := g.scan(words)
	first, last := map[string]int{}, map[string]int{}
	for i, t := range tokens {
		if _, seen := first[t.name]; !seen {
			first[t.name] = i
		}
		last[t.name] = i
	}
	kept := make([]token, 0, len(tokens))
	for i, t := range tokens {
		stays := first[t.name]
		if t.valued {
			stays = last[t.name]
		}
		if t.name == "" || t.repeats || t.valued && t.problem == unknown || i == stays {
			kept = append(kept, t)
		}
	}
	return append(spell(kept), words[end:]...)
}
