package setup

// For tests.
var AddProjects = addProjects
