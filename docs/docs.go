// Package docs holds the pages that the program itself reads. It has no code.
package docs

import _ "embed"

// Manual is the manual, in Markdown. The manual page has its tables from it.
//
//go:embed manual.md
var Manual string
