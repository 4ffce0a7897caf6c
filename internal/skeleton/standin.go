package skeleton

import (
	"strconv"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// The stand-ins. Each compiles under -Dwarnings and the lints that people set
// for everything; a lint that is forbidden cannot be allowed again.
const (
	standinHead = "//! A stand-in made by `cargo nw skeleton`.\n#![allow(unused_crate_dependencies)]\n"

	// standinLibrary compiles where there is no std, also as a test.
	standinLibrary = standinHead + "#![no_std]\n"

	// standinEmpty is a procedural macro, or a test, which passes.
	standinEmpty = standinHead

	// standinLinked is a library that is linked on its own.
	standinLinked = standinHead + `#![cfg_attr(target_os = "none", no_std)]

#[cfg(target_os = "none")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
`

	// standinProgram fails: one that is shipped by mistake is noticed.
	standinProgram = standinHead + `
fn main() {
    eprintln!("this is a stand-in made by cargo nw skeleton: build the real sources over it");
    std::process::exit(101);
}
`

	// standinBare is a program for a platform without an operating system, which
	// another package wants as a file.
	standinBare = standinHead + `#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[cfg(not(target_os = "none"))]
fn main() {
    std::process::exit(101);
}
`

	standinScript = standinHead + "\nfn main() {}\n"
)

// Prefix is how the names of all stand-ins begin. A name must not begin with a
// dot: that of a build script becomes that of a crate.
const Prefix = manifest.StandIn

// standins hands out the files of one package: cargo warns if two targets have
// one file.
type standins struct {
	count map[string]int
	texts map[string]string // by name
}

func newStandins() *standins { return &standins{map[string]int{}, map[string]string{}} }

// add makes one more stand-in of a kind and returns its name.
func (s *standins) add(kind, text string) string {
	name := Prefix + kind
	if n := s.count[kind]; n > 0 {
		name += strconv.Itoa(n)
	}
	s.count[kind]++
	name += ".rs"
	s.texts[name] = text
	return name
}
