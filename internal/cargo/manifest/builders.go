package manifest

import "slices"

// builders are libraries with which a build script compiles a package of another
// workspace itself, for a target that the user's own cargo command is not for:
// programs of virtual machines, of the kernel, of a blockchain.
var builders = []string{"risc0-build", "sp1-build", "sp1-helper", "openvm-build", "substrate-wasm-builder", "gear-wasm-builder", "aya-build"}

// Builder is the library by which the package's build script compiles packages
// for another target, "" if it is not known to do so.
func (s Settings) Builder(root Settings) string {
	inherited := root.at("workspace", "dependencies")
	for _, key := range []string{"build-dependencies", "build_dependencies"} {
		for name, value := range s.at(key) {
			if name = packageName(name, value, inherited); slices.Contains(builders, name) {
				return name
			}
		}
	}
	return ""
}
