package report

import "github.com/cargo-nw/cargo-nw/internal/execution"

// Run names a run: the path of its directory and, after a #, the variant of its
// workspace.
func (s Style) Run(dir, variant string) string { return s.Path(dir) + suffix(variant) }

func (s Style) run(r execution.RunReport) string { return s.Run(r.Dir, r.Variant) }

// suffix is what follows the name of a workspace. No name of a variant needs
// escaping.
func suffix(variant string) string {
	if variant == "" {
		return ""
	}
	return "#" + variant
}
