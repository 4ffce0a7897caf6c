//go:build !unix

package notice

import "os"

// private is up to the system: on Windows, the directory for temporary files is
// the user's own.
func private(dir string) error {
	_, err := os.Stat(dir)
	return err
}

// lock has nothing to do: an open file cannot be removed on Windows.
func lock(*os.File) bool { return true }

// held cannot be known here. The reader knows that the process is alive.
func held(*os.File) bool { return true }

// removeStale removes the file unless its writer has it open.
func removeStale(path string) { _ = os.Remove(path) }

// removeOpen closes the file, and removes it.
func removeOpen(file *os.File, path string) {
	_ = file.Close()
	_ = os.Remove(path)
}
