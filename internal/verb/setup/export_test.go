package setup

// For tests.
var (
	AddProjects = addProjects
	Merge       = Stub.merge
)
