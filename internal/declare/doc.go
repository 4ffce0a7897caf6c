// Package declare adds roots to the nested_workspace table in the text of a
// Cargo.toml, and makes the table where there is none.
//
// It only inserts; comments, order, line endings and everything else stay byte
// for byte. What it made is parsed again and must mean the old document and the
// new roots, nothing else: where it does not, as where an inline table cannot be
// extended, it refuses and says what to write. It reads and writes no files.
package declare
