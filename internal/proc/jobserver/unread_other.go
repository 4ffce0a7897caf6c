//go:build unix && !linux

package jobserver

// unread asks how many bytes are in a pipe: FIONREAD, _IOR('f', 127, int) in
// the <sys/filio.h> of macOS and the BSDs.
const unread = 0x4004667f
