// Package notice is how a process of ours tells something to the processes
// below it that nobody else can have told them: in a file named after the
// process, in a directory that only the user can write to.
//
// An environment variable can be set by anybody, a repository's
// .cargo/config.toml among them. A notice counts only if it has the process ID
// and the start time of a process above the reader, which no file of a
// repository can know. It is live while its writer holds a lock on it; what a
// killed process has left is trusted by nobody, and the next one removes it.
//
// It does not know what notices say.
package notice
