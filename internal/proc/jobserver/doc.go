// Package jobserver is the pool of tokens that cargo, rustc and make share so
// that together they run no more jobs than there are tokens: GNU make's
// jobserver (https://www.gnu.org/software/make/manual/html_node/POSIX-Jobserver.html,
// and the crate jobserver, which cargo uses).
//
// A process starts with one job already; each further one needs a token. The
// package starts nothing and does not decide which process gets the next one.
//
// Our own pool is a pipe that children inherit, like cargo's own, and not a
// FIFO: see docs/adr/0011-jobserver.md.
package jobserver
