package units

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var errFormat = errors.New("not a fingerprint that is known here")

// printed is what a fingerprint file holds.
var printed = regexp.MustCompile(`^[0-9a-f]{16}$`)

// fingerprint is the JSON file next to it (src/cargo/core/compiler/fingerprint/mod.rs,
// Fingerprint).
type fingerprint struct {
	Rustc uint64
	Deps  []dependency
	Local []local
}

// dependency is an array of four: a hash of the package, the name, whether it is
// public, and the fingerprint as a number.
type dependency struct{ print Print }

func (d *dependency) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	var value uint64
	if len(parts) != 4 || json.Unmarshal(parts[3], &value) != nil {
		return errFormat
	}
	d.print = asPrint(value)
	return nil
}

// asPrint is a number as cargo writes it into the fingerprint file.
func asPrint(value uint64) Print {
	return Print(hex.EncodeToString(binary.LittleEndian.AppendUint64(nil, value)))
}

// local is an object with one key, which says what the rest means.
type local struct{ Local }

func (l *local) UnmarshalJSON(data []byte) error {
	var byKind map[string]json.RawMessage
	if err := json.Unmarshal(data, &byKind); err != nil {
		return err
	}
	if len(byKind) != 1 {
		return errFormat
	}
	for kind, value := range byKind {
		switch kind {
		case "CheckDepInfo":
			var v struct {
				DepInfo  string `json:"dep_info"`
				Checksum bool
			}
			if err := json.Unmarshal(value, &v); err != nil {
				return err
			}
			if v.Checksum || v.DepInfo == "" {
				return errFormat
			}
			l.DepInfo = v.DepInfo
		case "RerunIfChanged":
			var v struct {
				Output string
				Paths  []string
			}
			if err := json.Unmarshal(value, &v); err != nil {
				return err
			}
			l.Output, l.Paths = v.Output, v.Paths
		case "RerunIfEnvChanged", "Precalculated": // its value is in the fingerprint
		default:
			return fmt.Errorf("%w: %s", errFormat, kind)
		}
	}
	return nil
}

// parse reads both files.
func parse(text, object []byte) (Print, fingerprint, error) {
	var f fingerprint
	if !printed.Match(text) {
		return "", f, errFormat
	}
	if err := json.Unmarshal(object, &f); err != nil {
		return "", f, err
	}
	if f.Rustc == 0 || len(f.Local) == 0 {
		return "", f, errFormat
	}
	return Print(text), f, nil
}

// kindOf tells the kind by the name of the fingerprint file
// (src/cargo/core/compiler/build_runner/compilation_files.rs, fingerprint_file_path).
func kindOf(name string) Kind {
	for _, k := range []struct {
		prefix string
		kind   Kind
	}{{"run-build-script-", Run}, {"build-script-", BuildScript}, {"lib-", Library}} {
		if strings.HasPrefix(name, k.prefix) {
			return k.kind
		}
	}
	return Other
}
