//go:build !unix

package store

import "os"

const countsLinks = false

// Links is not known here.
func Links(os.FileInfo) (n int, id [2]uint64) { return 0, id }
