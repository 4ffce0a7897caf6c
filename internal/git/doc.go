// Package git tells which files a directory has and which of them changed, as
// git sees it.
//
// It reads. It knows nothing of workspaces: a manifest is a file called
// Cargo.toml to it. Without git, or outside a repository, it walks the
// directory itself.
package git
