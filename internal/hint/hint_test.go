package hint_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/hint"
)

func TestOf(t *testing.T) {
	t.Parallel()
	absent := hint.New("no cargo", "install Rust")
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"nil", nil, ""},
		{"a plain error", errors.New("x"), ""},
		{"one with a remedy", absent, "install Rust"},
		{"wrapped", fmt.Errorf("starting: %w", absent), "install Rust"},
		{"the outer one counts", hint.With(fmt.Errorf("starting: %w", absent), "leave it"), "leave it"},
		{"joined", errors.Join(errors.New("x"), absent), "install Rust"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := hint.Of(tt.err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if wrapped := hint.With(fmt.Errorf("starting: %w", absent), "leave it"); !errors.Is(wrapped, absent) || wrapped.Error() != "starting: no cargo" {
		t.Errorf("the error is lost: %v", wrapped)
	}
}
