package traverse

import (
	"fmt"
	"io"
	"os"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// reportKind is an option with a file to write after the last run.
type reportKind struct {
	option, about, example string
	render                 func(report.Style, io.Writer, execution.Report, report.Origin) error
}

// reportKinds are in the order of the help.
var reportKinds = [...]reportKind{
	{"--report", "write a report as JSON to FILE; -: stdout", "report.json", report.Style.JSON},
	{"--junit", "write a report as JUnit XML to FILE", "junit.xml", report.Style.JUnit},
	{"--timings", "write a timeline of the runs to FILE (HTML)", "timings.html", report.Style.Timings},
}

// checkReports refuses the same path twice, and a report of what does not run.
func (o *options) checkReports() error {
	taken := map[string]string{}
	for i, kind := range reportKinds {
		path := o.reports[i]
		if path == "" {
			continue
		}
		target, hint := report.Target(path), "cargo nw "+kind.option+" "+kind.example+" …"
		switch other := taken[target]; {
		case o.dryRun:
			return command.Usage(kind.option+" cannot be used with --dry-run, which runs nothing", hint)
		case other != "":
			return command.Usage(fmt.Sprintf("%s and %s name the same file, %s", other, kind.option, args.Quote(path)), hint)
		}
		taken[target] = kind.option
	}
	return nil
}

// reportFiles are those that the command line asks for.
type reportFiles []reportFile

type reportFile struct {
	kind reportKind
	file *report.File
}

// prepareReports checks that they can be written.
func (o *options) prepareReports(c command.Call) (files reportFiles, err error) {
	var streams []*os.File
	for _, w := range []io.Writer{c.Stdout, c.Stderr} {
		if stream, ok := w.(*os.File); ok {
			streams = append(streams, stream)
		}
	}
	for i, kind := range reportKinds {
		if o.reports[i] == "" {
			continue
		}
		if o.reports[i] == "-" {
			files = append(files, reportFile{kind, report.Stdout(c.Stdout)})
			continue
		}
		file, err := report.Prepare(o.reports[i], streams...)
		if err != nil {
			return nil, err
		}
		files = append(files, reportFile{kind, file})
	}
	return files, nil
}

// write writes the reports. One that cannot be written does not keep others
// from being written; the status says so.
func (f reportFiles) write(c command.Call, rep execution.Report, origin report.Origin) (status int) {
	for _, r := range f {
		if err := r.file.Write(func(w io.Writer) error { return r.kind.render(c.Style, w, rep, origin) }); err != nil {
			c.Style.Error(c.Stderr, err.Error(), "")
			status = command.CannotRun
		}
	}
	return status
}
