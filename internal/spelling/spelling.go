// Package spelling finds the known word that a mistyped one was probably meant
// to be. It corrects nothing itself.
package spelling

import "strings"

// Nearest is the one of known that word was probably meant to be, or "". Case,
// and dashes in place of underscores, do not count.
func Nearest(word string, known []string) string {
	best, bestDistance := "", 3
	for _, candidate := range known {
		if d := distance(plain(word), plain(candidate)); d < bestDistance && d < len(candidate)/2 {
			best, bestDistance = candidate, d
		}
	}
	return best
}

func plain(word string) string { return strings.ReplaceAll(strings.ToLower(word), "-", "_") }

// distance is how many bytes are missing, superfluous, wrong, or exchanged with
// the next one (the restricted Damerau-Levenshtein distance).
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			replace := row[j]
			if a[i] != b[j] {
				replace++
			}
			next[j+1] = min(replace, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
