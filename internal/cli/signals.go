package cli

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// insisting is how long we may still take after the second signal.
const insisting = 2 * time.Second

// unattended is how long we take at most after a signal that was sent to us alone.
// The children have had [proc.Grace] by then and are dead; the sender waits for
// our end, even if nobody reads our output.
const unattended = 2 * proc.Grace

// signalled returns a context that ends with the first signal that asks us to
// end. [unattended] later forced has the exit status, unless a key on the
// terminal sent it: then children may take their time. The second one ends the
// children at once, and forced has the status [insisting] later; the third
// finds no handler. A signal that was ignored when we were started stays
// ignored (nohup, or a shell's background). SIGPIPE counts too, but only once,
// since every further line raises it: by default the first line that is not
// read would end us in the middle of a run, and leave its processes running.
func signalled() (ctx context.Context, forced <-chan int, stop context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	if asking := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}, signal.Ignored); len(asking) > 0 {
		signal.Notify(signals, asking...)
	}
	unread := make(chan os.Signal, 1)
	signal.Notify(unread, syscall.SIGPIPE)
	late := make(chan int, 2)
	go func() {
		var sig os.Signal
		select {
		case sig = <-signals:
		case sig = <-unread:
		case <-ctx.Done():
			return
		}
		again := make(chan struct{})
		stop := proc.Stop{Signal: sig, Shared: proc.FromTerminal(sig), Again: again}
		cancel(stop)
		if !stop.Shared {
			time.AfterFunc(unattended, func() { late <- stop.Code() })
		}
		<-signals
		signal.Stop(signals)
		close(again)
		time.AfterFunc(insisting, func() { late <- stop.Code() })
	}()
	return ctx, late, func() { signal.Stop(signals); cancel(nil) }
}
