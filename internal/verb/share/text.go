package share

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
	sharing "github.com/cargo-nw/cargo-nw/internal/share"
)

// Text writes a survey for a person.
func Text(w io.Writer, style report.Style, s sharing.Survey, on bool) error {
	var b strings.Builder
	width := len("workspace")
	for _, p := range s.Workspaces {
		width = max(width, len(style.Path(p.Dir)))
	}
	fmt.Fprintf(&b, "%-*s %10s %10s %10s %10s\n", width, "workspace", "size", "linked", "shareable", "local")
	for _, p := range s.Workspaces {
		fmt.Fprintf(&b, "%-*s %10s %10s %10s %10s\n", width, style.Path(p.Dir), bytes(p.Bytes), bytes(p.Linked), bytes(p.Shared), bytes(p.Local()))
	}
	fmt.Fprintf(&b, "%-*s %10s\n\n", width, "together", bytes(s.Bytes))
	if s.Packages > 0 {
		fmt.Fprintf(&b, "%d of %d packages are used by more than one workspace.\n", s.Common, s.Packages)
	}
	state := "off"
	if on {
		state = fmt.Sprintf("on, with %s in %s", units(s.Stored), style.Path(s.Store))
	}
	fmt.Fprintf(&b, "Sharing is %s.\n", state)
	switch {
	case s.Saving == 0 && s.Bytes == 0:
		b.WriteString("Nothing has been built yet, so there is nothing to measure.\n")
	case s.Saving == 0:
		b.WriteString("No unit that can be shared exists twice.\n")
	case on:
		fmt.Fprintf(&b, "%s exist more than once. `cargo nw share --fill` merges what is equal. To share the rest, run `cargo clean` in a workspace, and build it again.\n", bytes(s.Saving))
	default:
		fmt.Fprintf(&b, "Sharing saves %s of %s (%d %%), once all workspaces have been cleaned and built again; %s stay.\n",
			bytes(s.Saving), bytes(s.Bytes), s.Saving*100/max(1, s.Bytes), bytes(s.Bytes-s.Saving))
	}
	for _, o := range s.Obstacles {
		style.Note(&b, style.Path(o.Path)+": "+o.Message)
		if o.Hint != "" {
			style.Note(&b, "hint: "+o.Hint)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// units shows how many units there are.
func units(n int) string {
	if n == 1 {
		return "1 unit"
	}
	return fmt.Sprintf("%d units", n)
}

// bytes shows a size in decimal units, as disks are sold.
func bytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.2f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
