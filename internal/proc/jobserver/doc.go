// Package jobserver is the pool of tokens that cargo, rustc and make share so
// that together they run no more jobs than there are tokens: GNU make's
// jobserver (https://www.gnu.org/software/make/manual/html_node/POSIX-Jobserver.html,
// and the crate jobserver, which cargo uses).
//
// Who starts a process has one job for it already; each further one takes a
// token. The package starts nothing and does not decide who gets the next one.
//
// A pool of our own is a pipe that children inherit, as cargo's own is, and not
// a FIFO: see docs/adr/0011-jobserver.md.
package jobserver
