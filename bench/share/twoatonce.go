package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// slow is a build script that is at work for three seconds without using the
// processor, so what is measured is who waits for whom.
const slow = "fn main() { std::thread::sleep(std::time::Duration::from_secs(3)); println!(\"cargo::rerun-if-changed=STAMP\"); }\n"

// rounds are how often everything is done, with the contenders one after the
// other in each. The fastest counts, because the machine may have other work.
const rounds = 5

// turns measures, for each contender that differs in this, two builds at the same
// time, each with a slow build script, and a build with nothing to do during a
// slow one. The workspaces have one package each, and depend on nothing.
func (l *lab) turns() error {
	var replicas []replica
	var names []string
	for _, c := range contenders {
		if c.jobs || c.sccache {
			continue
		}
		r := replica{dir: filepath.Join(l.Dir, "turns-"+strings.Fields(c.name)[0]), salt: c.salt}
		if err := r.tiny(c.table, c.config); err != nil {
			return err
		}
		if _, err := l.Run(r.dir, l.Program(), "nw", "build", "--offline"); err != nil {
			return err
		}
		replicas, names = append(replicas, r), append(names, c.name)
	}
	best := make([][3]time.Duration, len(replicas))
	for round := range rounds {
		for i, r := range replicas {
			times, err := l.waits(r, strconv.Itoa(round))
			if err != nil {
				return err
			}
			for n, took := range times {
				if round == 0 || took < best[i][n] {
					best[i][n] = took
				}
			}
		}
	}
	fmt.Println("| | one slow build, wall s | two at once, wall s | no-op during one, wall s |")
	fmt.Println("|---|---|---|---|")
	for i, times := range best {
		fmt.Printf("| %s | %.1f | %.1f | %.1f |\n", names[i], times[0].Seconds(), times[1].Seconds(), times[2].Seconds())
	}
	return nil
}

// waits is one round.
func (l *lab) waits(r replica, stamp string) (times [3]time.Duration, err error) {
	build := func(i int) error {
		_, failed := l.Run(r.dir, l.Program(), "nw", "--only", r.name(i), "build", "--offline")
		return failed
	}
	slowed := func(words string, workspaces ...int) error {
		for _, i := range workspaces {
			text := []byte(slow + "// " + words + stamp + "\n")
			if failed := os.WriteFile(filepath.Join(r.dir, r.name(i), "build.rs"), text, 0o600); failed != nil {
				return failed
			}
		}
		return nil
	}
	together := func(first, second func() error) (time.Duration, error) {
		ended := make(chan error)
		go func() { ended <- first() }()
		began := time.Now()
		failed := second()
		took := time.Since(began)
		if other := <-ended; failed == nil {
			failed = other
		}
		return took, failed
	}
	if err = slowed("one ", 0); err != nil {
		return times, err
	}
	began := time.Now()
	if err = build(0); err != nil {
		return times, err
	}
	times[0] = time.Since(began)
	if err = slowed("two ", 0, 1); err != nil {
		return times, err
	}
	began = time.Now()
	if _, err = together(func() error { return build(0) }, func() error { return build(1) }); err != nil {
		return times, err
	}
	times[1] = time.Since(began)
	if err = slowed("three ", 0); err != nil {
		return times, err
	}
	times[2], err = together(func() error { return build(0) }, func() error {
		time.Sleep(2 * time.Second) // the other one has begun
		return build(2)
	})
	times[2] -= 2 * time.Second
	return times, err
}

// tiny writes three workspaces of one package.
func (r replica) tiny(table, config string) error {
	files := map[string]string{"src/lib.rs": ""}
	var roots []string
	for i := range 3 {
		name, version := r.name(i), "0.1.0"
		if r.salt {
			version += "+" + name
		}
		roots = append(roots, fmt.Sprintf("%q", name))
		files[name+"/Cargo.toml"] = "[package]\nname = \"service\"\nversion = \"" + version + "\"\nedition = \"2021\"\n[workspace]\n"
		files[name+"/src/lib.rs"] = "pub const NAME: &str = \"" + name + "\";\n"
		files[name+"/build.rs"] = "fn main() {}\n"
	}
	return r.containing(files, roots, table, config)
}
