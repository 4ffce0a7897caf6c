package manifest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// answers are what cargo 1.95 says about the trees of seed 1, one line each.
// They are written by TestDifferential with -record.
var answersFile = filepath.Join("testdata", "answers")

// answer is what cargo or our reader says about a tree, in short: `refused` and
// the reason, or a hash of the root and the members in their order.
type answer string

// differs says that one accepts what the other one refuses, or accepts
// something else. The reason why a tree is refused is not compared.
func (a answer) differs(other answer) bool {
	refused := func(a answer) bool { return strings.HasPrefix(string(a), "refused ") }
	if refused(a) || refused(other) {
		return refused(a) != refused(other)
	}
	return a != other
}

func (s said) short() answer {
	if s.refusal != "" {
		i := slices.IndexFunc(refusals, func(reason string) bool { return strings.Contains(s.refusal, reason) })
		if i < 0 {
			return "refused otherwise"
		}
		return answer("refused " + refusals[i])
	}
	text := strings.ReplaceAll(strings.Join(append([]string{s.root}, s.members...), "\n"), s.base, "")
	sum := sha256.Sum256([]byte(text))
	return answer(hex.EncodeToString(sum[:8]))
}

// readAnswers returns what is recorded, by the number of the tree.
func readAnswers(t *testing.T) []answer {
	t.Helper()
	if *seed != 1 || *renew {
		return nil
	}
	text, err := os.ReadFile(answersFile)
	if err != nil {
		t.Fatal(err)
	}
	var known []answer
	for line := range strings.Lines(string(text)) {
		known = append(known, answer(strings.TrimSuffix(line, "\n")))
	}
	return known
}

func writeAnswers(t *testing.T, answers []answer) {
	t.Helper()
	var text strings.Builder
	for _, a := range answers {
		text.WriteString(string(a) + "\n")
	}
	if err := os.WriteFile(answersFile, []byte(text.String()), 0o600); err != nil {
		t.Error(err)
	}
}
