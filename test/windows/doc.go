// Package windows runs the whole program as on Windows, where there is no cargo:
// under wine, in CI. Its tests are of scripts in ../script that a fake cargo is
// enough for, and of what only Windows has.
//
// On other systems it has no tests.
package windows
