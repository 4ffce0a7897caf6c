// Command bench compares cargo-nw with what people use without it: cargo by
// hand, a build script written by hand, and the crate cargo-nested.
//
//	go run ./bench                       everything, into bench/RESULTS.md
//	go run ./bench -reps 3 -only clean   a quick look at one of them
//
// All contenders of a benchmark run side by side in one loop (A B C A B C …),
// so a slow minute of the machine is slow for all, and only ratios of their
// medians are judged. The fixtures are generated in a temporary directory,
// which is removed; cargo-nested is installed once, in a cache directory of the
// user's.
//
// It refuses to count a run that did not do its work: each contender has its
// own check, and a failing command ends the measurement.
package main
