//go:build !windows

package paths

func invalidName(error) bool { return false }
