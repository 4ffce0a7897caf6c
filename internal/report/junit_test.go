package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

type junitDetail struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	Time    float64      `xml:"time,attr"`
	Failure *junitDetail `xml:"failure"`
	Error   *junitDetail `xml:"error"`
	Skipped *junitDetail `xml:"skipped"`
	Out     string       `xml:"system-out"`
}

// allowed are the elements with their attributes, those that must be there
// first, as in jenkinsci/xunit-plugin's junit-10.xsd.
var allowed = map[string]struct{ must, may, children []string }{
	"testsuites": {nil, []string{"name", "time", "tests", "failures", "errors"}, []string{"testsuite"}},
	"testsuite":  {[]string{"name", "tests", "failures", "errors"}, []string{"time", "skipped", "timestamp"}, []string{"testcase"}},
	"testcase":   {[]string{"name"}, []string{"time", "classname"}, []string{"skipped", "error", "failure", "system-out"}},
	"failure":    {nil, []string{"type", "message"}, nil},
	"error":      {nil, []string{"type", "message"}, nil},
	"skipped":    {nil, []string{"type", "message"}, nil},
	"system-out": {},
}

// checkJUnit reads a document token by token and compares it with allowed.
func checkJUnit(t *testing.T, text []byte) {
	t.Helper()
	surefireTime := regexp.MustCompile(`^[0-9]+\.[0-9]{3}$`)
	dec := xml.NewDecoder(bytes.NewReader(text))
	within := []string{}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			rule, known := allowed[name]
			if !known || len(within) > 0 && !slices.Contains(allowed[within[len(within)-1]].children, name) {
				t.Errorf("<%s> in %q", name, within)
			}
			var has []string
			for _, attr := range token.Attr {
				has = append(has, attr.Name.Local)
				if !slices.Contains(slices.Concat(rule.must, rule.may), attr.Name.Local) || attr.Name.Local == "time" && !surefireTime.MatchString(attr.Value) {
					t.Errorf("<%s %s=%q>", name, attr.Name.Local, attr.Value)
				}
			}
			for _, must := range rule.must {
				if !slices.Contains(has, must) {
					t.Errorf("<%s> has no %s", name, must)
				}
			}
			within = append(within, name)
		case xml.EndElement:
			within = within[:len(within)-1]
		}
	}
}

func renderJUnit(t *testing.T, rep execution.Report) (cases []junitCase) {
	t.Helper()
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w"}).JUnit(&b, rep, origin); err != nil {
		t.Fatal(err)
	}
	checkJUnit(t, b.Bytes())
	var doc struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Tests     int         `xml:"tests,attr"`
			Failures  int         `xml:"failures,attr"`
			Errors    int         `xml:"errors,attr"`
			Skipped   int         `xml:"skipped,attr"`
			Time      float64     `xml:"time,attr"`
			Timestamp time.Time   `xml:"timestamp,attr"`
			Cases     []junitCase `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Suites) != 1 {
		t.Fatalf("%d suites", len(doc.Suites))
	}
	suite := doc.Suites[0]
	failures, errs, skipped := 0, 0, 0
	for _, c := range suite.Cases {
		if c.Failure != nil {
			failures++
		}
		if c.Error != nil {
			errs++
		}
		if c.Skipped != nil {
			skipped++
		}
	}
	got := []int{doc.Tests, doc.Failures, doc.Errors, suite.Tests, suite.Failures, suite.Errors, suite.Skipped}
	want := []int{len(rep.Runs), failures, errs, len(suite.Cases), failures, errs, skipped}
	if !slices.Equal(got, want) {
		t.Errorf("it counts %d, holds %d", got, want)
	}
	if !suite.Timestamp.Equal(origin.Began) {
		t.Errorf("timestamp %s", suite.Timestamp)
	}
	return suite.Cases
}

func TestJUnit(t *testing.T) {
	t.Parallel()
	with := func(run execution.RunReport) execution.RunReport {
		run.Dir, run.Argv = "/w/a", []string{"cargo", "check", "a b"}
		return run
	}
	tests := []struct {
		name                        string
		run                         execution.RunReport
		failure, err, skipped, said string
	}{
		{"ok", execution.RunReport{Outcome: execution.OK, Attempts: 1}, "", "", "", ""},
		{"ok after all", execution.RunReport{Outcome: execution.OK, Attempts: 2}, "", "", "", "ok at attempt 2"},
		{"failed", execution.RunReport{Outcome: execution.Failed, Code: 101, Attempts: 1}, "status 101", "", "", ""},
		{"failed three times", execution.RunReport{Outcome: execution.Failed, Code: 101, Attempts: 3}, "status 101 at attempt 3", "", "", ""},
		{"not started", execution.RunReport{Outcome: execution.Failed, Code: 3, Reason: "exec format error", Attempts: 1}, "", "exec format error", "", ""},
		{"killed", execution.RunReport{Outcome: execution.Killed, Code: 137, Signal: "killed", Attempts: 1}, "", "signal: killed", "", ""},
		{"skipped", execution.RunReport{Outcome: execution.Skipped, Reason: "interrupted"}, "", "", "interrupted", ""},
		{"left", execution.RunReport{Outcome: execution.Left, Reason: "because"}, "", "", "because", ""},
		{"refused", execution.RunReport{Outcome: execution.Refused, Reason: "because"}, "", "", "because", ""},
		{"refused as failure", execution.RunReport{Outcome: execution.Refused, Code: 3, Reason: "because"}, "", "because", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := renderJUnit(t, execution.Report{Runs: []execution.RunReport{with(tt.run)}})[0]
			if c.Name != "a" || c.Class != "cargo check 'a b'" || c.Out != tt.said {
				t.Errorf("got %+v", c)
			}
			for what, pair := range map[string]struct {
				got  *junitDetail
				want string
			}{"failure": {c.Failure, tt.failure}, "error": {c.Error, tt.err}, "skipped": {c.Skipped, tt.skipped}} {
				switch {
				case (pair.got != nil) != (pair.want != ""):
					t.Errorf("%s: %v, want %q", what, pair.got, pair.want)
				case pair.got != nil && (pair.got.Message != pair.want || pair.got.Type != string(tt.run.Outcome) || pair.got.Text != "cargo check 'a b' in a: "+pair.want):
					t.Errorf("%s: %q", what, *pair.got)
				}
			}
		})
	}
}

func TestJUnitOfManyRuns(t *testing.T) {
	t.Parallel()
	rep := sample(200)
	for i, c := range renderJUnit(t, rep) {
		if diff := c.Time - rep.Runs[i].Seconds; diff < -0.001 || diff > 0.001 {
			t.Errorf("case %d took %f, want %f", i, c.Time, rep.Runs[i].Seconds)
		}
	}
	renderJUnit(t, execution.Report{})
}

func TestJUnitOfHostileNames(t *testing.T) {
	t.Parallel()
	cases := renderJUnit(t, hostileSample())
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.Name] = true
	}
	if len(seen) != len(cases) {
		t.Errorf("of %d names %d are told apart", len(cases), len(seen))
	}
	for _, want := range []string{`"a\x00b"`, `"not \xff utf-8"`, "]]>", "&amp;", `"\ufffe"`} {
		if !seen[want] {
			t.Errorf("no %s in %v", want, seen)
		}
	}
}
