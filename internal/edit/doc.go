// Package edit inserts into text that people wrote: roots into the
// nested_workspace table of a Cargo.toml, and elements into a list, in the
// style of that list.
//
// It only inserts; comments, order, line endings and everything else stay byte
// for byte. The edited manifest is parsed again and must mean the old document
// and the new roots, nothing else: if it does not, for example because an
// inline table cannot be extended, the package refuses and says what to write.
// It reads and writes no files.
package edit
