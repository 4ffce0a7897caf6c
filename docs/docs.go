// Package docs holds the pages that the program itself reads. It has no code.
package docs

import _ "embed"

// Reference has the exit statuses and the variables, in Markdown. The manual page
// has its tables from it.
//
//go:embed reference.md
var Reference string
