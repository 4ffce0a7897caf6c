//go:build !windows

package lockguard

var programNames = []string{"cargo"}
