//go:build !linux

package proc

import "os/exec"

// start starts cmd; it cannot be tied to our own life here.
func start(cmd *exec.Cmd) error { return cmd.Start() }
