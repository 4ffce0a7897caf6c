package cli

// Elsewhere is what other tools call our options.
func Elsewhere() map[string]map[string]string { return elsewhere }
