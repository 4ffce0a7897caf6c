// Package git finds the files in a directory and which of them changed,
// according to git.
//
// It only reads. It knows nothing of workspaces: to it, a manifest is a file
// called Cargo.toml. Without git, or outside a repository, it walks the
// directory itself.
package git
