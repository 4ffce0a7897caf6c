// Package config reads the few keys of cargo's configuration that decide
// whether a nested run is safe: aliases, net.offline and the directories that
// cargo locks.
//
// It reads files, and gets the environment from its caller. It does not know
// every key, does not check types that cargo checks itself, and never writes.
package config
