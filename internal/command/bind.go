package command

import (
	"errors"
	"strconv"
	"strings"
)

// names are written as in help: "--jobs, -j".
func named(names, about string) Option {
	return Option{Names: strings.Split(names, ", "), About: about}
}

// Flag is an option without a value.
func Flag(to *bool, names, about string) Option {
	o := named(names, about)
	o.set = func(value string) error {
		on, err := strconv.ParseBool(value)
		if err != nil {
			return errors.New("must be true or false")
		}
		*to = on
		return nil
	}
	return o
}

// Value is an option whose last value counts. parse says what a value means;
// its error says what is wrong, or how to write it. A remedy of that error (see
// package hint) is the value to type instead.
func Value[T any](to *T, names, placeholder, about string, parse func(string) (T, error)) Option {
	o := named(names, about)
	o.Placeholder = placeholder
	o.set = func(value string) error {
		parsed, err := parse(value)
		if err == nil {
			*to = parsed
		}
		return err
	}
	return o
}

// Text is an option whose value may be any text that is not empty.
func Text(to *string, names, placeholder, about string) Option {
	return Value(to, names, placeholder, about, func(value string) (string, error) { return value, nil })
}

// Path is the path of a file.
func Path(to *string, names, placeholder, about string) Option {
	return Text(to, names, placeholder, about).Of(File)
}

// Number is a whole number, 0 or more.
func Number(to *int, names, placeholder, about string) Option {
	return Value(to, names, placeholder, about, ParseNumber)
}

// ParseNumber reads a whole number, 0 or more.
func ParseNumber(value string) (int, error) {
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return 0, errors.New("not a whole number")
	}
	return int(n), nil
}

// Choice is one of a few words. The field is "" when the option is not given.
func Choice[T ~string](to *T, names, placeholder, about string, choices ...T) Option {
	o := Value(to, names, placeholder, about, func(value string) (T, error) { return T(value), nil })
	o.Choices = words(choices)
	return o
}

// Choices are some of a few words, one each time.
func Choices[T ~string](to *[]T, names, placeholder, about string, choices ...T) Option {
	o := Each(to, names, placeholder, about, func(value string) (T, error) { return T(value), nil })
	o.Choices = words(choices)
	return o
}

// Each is an option that may be repeated. All values count, in order.
func Each[T any](to *[]T, names, placeholder, about string, parse func(string) (T, error)) Option {
	o := named(names, about)
	o.Placeholder, o.Repeatable = placeholder, true
	o.set = func(value string) error {
		parsed, err := parse(value)
		if err == nil {
			*to = append(*to, parsed)
		}
		return err
	}
	return o
}

func words[T ~string](choices []T) []string {
	list := make([]string, len(choices))
	for i, c := range choices {
		list[i] = string(c)
	}
	return list
}
