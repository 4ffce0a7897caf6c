package doctor

// later is something that another process is asked for while we look at
// manifests.
type later[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func meanwhile[T any](find func() (T, error)) *later[T] {
	l := &later[T]{done: make(chan struct{})}
	go func() {
		defer close(l.done)
		l.value, l.err = find()
	}()
	return l
}

// wait gives what was found.
func (l *later[T]) wait() (T, error) {
	<-l.done
	return l.value, l.err
}
