package jobserver

import "golang.org/x/sys/unix"

// unread asks how many bytes are in a pipe: FIONREAD, by its other name
// (pipe(7)).
const unread = unix.TIOCINQ
