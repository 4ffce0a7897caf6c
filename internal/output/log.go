package output

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// maxLogName keeps the names of log files well below what file systems allow,
// in bytes.
const maxLogName = 100

// logs are the files of `--log-dir`, one per run.
type logs struct {
	dir   string
	names []string

	cleared sync.Once

	mu   sync.Mutex
	made map[int]os.FileInfo // the logs that are ours, by run
	err  error               // the first one
}

// newLogs creates the directory, and checks that files can be created in it.
func newLogs(dir string, paths []string) (*logs, error) {
	err := os.MkdirAll(dir, 0o755) //nolint:gosec // logs are for everybody
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(dir, ".cargo-nw-*"); err == nil {
			_ = probe.Close()
			err = os.Remove(probe.Name())
		}
	}
	if err != nil {
		return nil, fmt.Errorf("creating the log directory:  %w", err)
	}
	l := &logs{dir: dir, made: map[int]os.FileInfo{}}
	for i, path := range paths {
		l.names = append(l.names, logName(i+1, len(paths), path))
	}
	return l, nil
}

// logName consists of the number of the run, which makes it unique and sorts
// it, and of its path.
func logName(number, total int, path string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, path)
	name = strings.Trim(name, ".-")
	if len(name) > maxLogName {
		name = name[len(name)-maxLogName:]
	}
	if name == "" {
		name = "workspace"
	}
	width := max(2, len(strconv.Itoa(total)))
	return fmt.Sprintf("%0*d-%s.log", width, number, name)
}

// logged is the path in the log name of a run, with its variant: as the user sees it, or
// the directory's own name if it is the current directory.
func logged(style report.Style, step nested.Step) string {
	name := style.Relative(step.Spec.Dir)
	if name == "." {
		name = filepath.Base(step.Spec.Dir)
	}
	return strings.TrimSuffix(name+"-"+step.Variant, "-")
}

// logNames matches the names that logName makes, with the number.
var logNames = regexp.MustCompile(`^([0-9]{2,})-[A-Za-z0-9._-]+\.log$`)

// stale are the names in a directory that are logs of earlier calls. A number
// of more than two digits counts only if the first run of a call with that many
// digits is there too: 2026-11-21.log is not ours.
func stale(names []string) []string {
	first := map[int]bool{2: true}
	number := func(name string) string {
		if found := logNames.FindStringSubmatch(name); found != nil {
			return found[1]
		}
		return ""
	}
	for _, name := range names {
		if digits := number(name); strings.TrimLeft(digits, "0") == "1" {
			first[len(digits)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !first[len(number(name))] })
}

// clear removes the logs of earlier calls, so that no number means two runs. It
// waits for the first run: a call that is refused keeps them.
func (l *logs) clear() {
	entries, err := os.ReadDir(l.dir)
	l.fail(err)
	var names []string
	for _, entry := range entries {
		if entry.Type().IsRegular() {
			names = append(names, entry.Name())
		}
	}
	for _, name := range stale(names) {
		l.fail(os.Remove(filepath.Join(l.dir, name)))
	}
}

// open starts the log of run i, or continues it.
func (l *logs) open(i int, again bool) *logFile {
	l.cleared.Do(l.clear)
	path := filepath.Join(l.dir, l.names[i])
	var f *os.File
	var err error
	if again {
		f, err = l.reopen(i, path)
	}
	if f == nil && err == nil {
		f, err = l.create(i, path)
	}
	l.fail(err)
	return &logFile{logs: l, file: f}
}

// create makes a new log: whatever has its name is removed first, since it may
// be a link to another file, or a pipe.
func (l *logs) create(i int, path string) (*os.File, error) {
	if info, err := os.Lstat(path); err == nil && !info.IsDir() {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // for everybody
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.made[i] = info
	return f, err
}

// reopen continues a log that we have made, if it still exists.
func (l *logs) reopen(i int, path string) (*os.File, error) {
	l.mu.Lock()
	made := l.made[i]
	l.mu.Unlock()
	info, err := os.Lstat(path)
	if err != nil || made == nil || !os.SameFile(info, made) {
		return nil, nil //nolint:nilnil,nilerr // then it is made anew
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|syscall.O_NONBLOCK, 0) //nolint:gosec // looked at before and after
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !os.SameFile(info, made) {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func (l *logs) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil && err != nil {
		l.err = fmt.Errorf("writing a log: %w", err)
	}
}

// logFile is one log. An error is kept for the end: it does not stop a run.
type logFile struct {
	logs *logs
	file *os.File // nil if it could not be created
}

func (f *logFile) write(p []byte) {
	if f == nil || f.file == nil {
		return
	}
	_, err := f.file.Write(p)
	f.logs.fail(err)
}

func (f *logFile) close() {
	if f != nil && f.file != nil {
		f.logs.fail(f.file.Close())
	}
}
