package change

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

// ask asks on the terminal. Anything but yes is no. The error is the signal
// that arrived before the answer.
func ask(ctx context.Context, c command.Call, question string) (bool, error) {
	_, _ = fmt.Fprint(c.Stderr, question+" [y/N] ")
	answers := make(chan string, 1)
	go func() {
		answer, _ := bufio.NewReader(c.Stdin).ReadString('\n')
		answers <- strings.ToLower(strings.TrimSpace(answer))
	}()
	select {
	case <-ctx.Done():
		_, _ = fmt.Fprintln(c.Stderr)
		return false, context.Cause(ctx)
	case answer := <-answers:
		return answer == "y" || answer == "yes", context.Cause(ctx)
	}
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
