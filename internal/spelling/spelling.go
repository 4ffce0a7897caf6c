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

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
