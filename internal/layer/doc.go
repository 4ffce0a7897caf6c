// Package layer is what a traversal does in a tree where a skeleton is, or was
// before the sources came: a layer of a container image, or a cache of a CI job.
//
// In a skeleton it has what stand-ins leave removed after the runs. In sources
// over a skeleton it refuses a mixture of both, gives unchanged files their times
// back, and counts what was compiled although it should have been there. It
// writes no skeleton, and costs a tree that never had one a few stats.
package layer
