package skeleton

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
)

// elsewhere are the tables of cargo's configuration that have no say in what is
// compiled, and none in which command an alias stands for.
var elsewhere = []string{"cache", "cargo-new", "doc", "future-incompat-report", "install", "term"}

// Config is a configuration file of cargo's in its normal form, without what
// does not matter to dependencies. What is not TOML stays as it is: cargo
// reports it.
func Config(text []byte) []byte {
	doc, ok := parse(text)
	if !ok {
		return text
	}
	for _, table := range elsewhere {
		delete(doc, table)
	}
	return encode(doc)
}

// Toolchain is a toolchain file in its normal form. The old format is a name and
// nothing else.
func Toolchain(text []byte) []byte {
	if doc, ok := parse(text); ok {
		return encode(doc)
	}
	return append(bytes.TrimSpace(text), '\n')
}

func parse(text []byte) (map[string]any, bool) {
	doc := map[string]any{}
	if err := toml.Unmarshal(text, &doc); err != nil {
		return nil, false
	}
	return doc, true
}
