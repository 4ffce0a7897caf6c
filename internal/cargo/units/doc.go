// Package units reads what cargo keeps of the units that it has compiled: which
// there are in a build directory, in today's layout and in the one of cargo
// 1.100, which files each has, what each was built from, and on which others it
// depends.
//
// It only reads, and it never guesses: a unit whose files or fingerprint are not
// as expected is left out. Whether a unit may be used elsewhere is not its
// business.
package units
