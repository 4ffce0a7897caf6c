package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// reportKind is an option that names a file to write when all runs are made.
type reportKind struct {
	name, usage, example string
	render               func(report.Style, io.Writer, execution.Report, report.Origin) error
}

// reportKinds in the order of the help.
var reportKinds = []reportKind{
	{"report", "write a report as JSON to `FILE`", "report.json", report.Style.JSON},
	{"junit", "write a report as JUnit XML to `FILE`", "junit.xml", report.Style.JUnit},
	{"timings", "write a page that shows what ran when to `FILE`", "timings.html", report.Style.Timings},
}

func reportFlags() []cli.Flag {
	flags := make([]cli.Flag, 0, len(reportKinds))
	for _, kind := range reportKinds {
		flags = append(flags, &cli.StringFlag{Name: kind.name, Usage: kind.usage})
	}
	return flags
}

func reportNames() []string {
	names := make([]string, 0, len(reportKinds))
	for _, kind := range reportKinds {
		names = append(names, kind.name)
	}
	return names
}

// checkReports refuses what cannot be meant: no path, one path twice, and a
// report of what is not run.
func checkReports(c *cli.Context) error {
	taken := map[string]string{}
	for _, kind := range reportKinds {
		if !c.IsSet(kind.name) {
			continue
		}
		path, hint := c.String(kind.name), "cargo nw --"+kind.name+" "+kind.example+" …"
		target := report.Target(path)
		switch other := taken[target]; {
		case path == "":
			return &args.UsageError{Message: "--" + kind.name + " needs the path of a file", Hint: hint}
		case c.Bool("dry-run"):
			return &args.UsageError{Message: "--dry-run runs nothing that --" + kind.name + " could report", Hint: hint}
		case other != "":
			return &args.UsageError{Message: fmt.Sprintf("--%s and --%s name the same file, %s", other, kind.name, args.Quote(path)), Hint: hint}
		}
		taken[target] = kind.name
	}
	return nil
}

// reportFiles are those that the command line asks for.
type reportFiles []reportFile

type reportFile struct {
	kind reportKind
	file *report.File
}

// prepareReports finds out that they can be written.
func (s *session) prepareReports(c *cli.Context) (files reportFiles, err error) {
	var streams []*os.File
	for _, w := range []io.Writer{s.std.out, s.std.err} {
		if stream, ok := w.(*os.File); ok {
			streams = append(streams, stream)
		}
	}
	for _, kind := range reportKinds {
		if !c.IsSet(kind.name) {
			continue
		}
		file, err := report.Prepare(c.String(kind.name), streams...)
		if err != nil {
			return nil, err
		}
		files = append(files, reportFile{kind, file})
	}
	return files, nil
}

// writeReports puts the reports in their places. One that cannot be written
// makes a success a failure, and keeps no other from being written.
func (s *session) writeReports(files reportFiles, rep execution.Report, origin report.Origin) {
	for _, f := range files {
		err := f.file.Write(func(w io.Writer) error { return f.kind.render(s.style, w, rep, origin) })
		if err == nil {
			continue
		}
		s.style.Error(s.std.err, err.Error(), "")
		if s.status == 0 {
			s.status = exitStart
		}
	}
}
