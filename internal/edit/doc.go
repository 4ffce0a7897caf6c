// Package edit inserts into text that people wrote: roots and settings into the
// nested_workspace table of a Cargo.toml, and elements into a list, in the
// style of that list. It takes out a key that it could have written, and a
// dependency.
//
// It changes nothing else; comments, order, line endings and everything else stay byte
// for byte. The edited manifest is parsed again and must mean the old document
// and what was added or taken out, nothing else: if it does not, for example because an
// inline table cannot be extended, the package refuses and says what to write.
// It reads and writes no files.
package edit
