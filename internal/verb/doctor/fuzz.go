package doctor

// endlessTests finds fuzz packages in which `cargo test` starts the fuzzer, which
// never ends.
func (e *examination) endlessTests() error {
	for _, ws := range e.tree.Workspaces {
		for _, m := range ws.Members {
			names := e.reader.Settings(m.Manifest).EndlessTests()
			if len(names) == 0 {
				continue
			}
			e.add(Finding{
				Check: "fuzz-test", Severity: Warning, Path: m.Manifest,
				Message: "`cargo test` would run the fuzzer without end: " + some(names) + " without test = false",
				Many:    "%d packages have fuzz targets that `cargo test` would run without end",
				Hint:    "add `test = false` to each [[bin]] there; direct mode leaves the workspace out of its tests until then",
			})
		}
	}
	return nil
}
