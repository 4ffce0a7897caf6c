// Package notice is how one of our processes tells the processes below it
// something that cannot come from anywhere else: in a file named after the
// process, in a directory that only the user can write to.
//
// Anything can set an environment variable, even a repository's
// .cargo/config.toml. A notice counts only if it has the process ID and the
// start time of a process above the reader, which no file of a repository can
// know. It is live while its writer holds a lock on it; what a killed process
// has left is not trusted, and the next process removes it.
//
// It does not know what notices say.
package notice
