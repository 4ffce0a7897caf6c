package unitgraph

// Side is what a crate is compiled for. Without --target one unit may serve
// both.
type Side int

// The sides. They are bits.
const (
	Target Side = 1 << iota // for what comes out of the build
	Host                    // for build scripts and procedural macros
)

// String is the word for one side.
func (s Side) String() string {
	switch s {
	case Target:
		return "target"
	case Host:
		return "host"
	}
	return "target and host"
}

// Sides are those of the units. Whatever is below a build script or a procedural
// macro is for the host, and so are these themselves: the mode does not say it,
// because a procedural macro that a command asks for is checked like a library.
func (g Graph) Sides() []Side {
	sides := make([]Side, len(g.Units))
	var visit func(i int, side Side)
	visit = func(i int, side Side) {
		if u := g.Units[i]; u.Is("proc-macro") || u.Is("custom-build") {
			side = Host
		}
		if sides[i]&side != 0 {
			return
		}
		sides[i] |= side
		for _, n := range g.Units[i].Needs {
			visit(n.Unit, side)
		}
	}
	for _, r := range g.Roots {
		visit(r, Target)
	}
	return sides
}
