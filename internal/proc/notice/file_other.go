//go:build !unix

package notice

import "os"

// private is for the system to say: the directory for temporary files is the
// user's own on Windows.
func private(dir string) error {
	_, err := os.Stat(dir)
	return err
}

// lock has nothing to do: an open file cannot be removed on Windows.
func lock(*os.File) bool { return true }

// held is not to be known here. The reader knows that the process lives.
func held(*os.File) bool { return true }

// removeStale removes the file unless its writer has it open.
func removeStale(path string) { _ = os.Remove(path) }

// removeOpen closes the file, and removes it.
func removeOpen(file *os.File, path string) {
	_ = file.Close()
	_ = os.Remove(path)
}
