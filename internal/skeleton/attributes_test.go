package skeleton_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

func TestReadAttributes(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]skeleton.Attributes{
		"":                                      {},
		"fn main() {}":                          {},
		"#![no_main]":                           {NoMain: true},
		"\ufeff#![no_std]\n#![no_main]\nfn f()": {NoMain: true, NoStd: true},
		"#!/usr/bin/env cargo\n#![no_main]":     {NoMain: true},
		"# ! [ no_std ]":                        {},
		"#! [ no_std ]":                         {NoStd: true},
		"// #![no_std]\n/* /* */ #![no_std] */\n//! no_std\n#![no_main]":    {NoMain: true},
		"#![cfg_attr(not(test), no_main, no_std)]":                          {NoMain: true, NoStd: true},
		"#![cfg_attr(feature = \"no_std\", allow(x))]\n#![doc = \"]\\\"\"]": {},
		"#![doc(x = \"]\\\"\")] #![no_main]":                                {NoMain: true},
		"use x;\n#![no_main]":                                               {},
		"#[no_main]":                                                        {},
		"/* no end #![no_main]":                                             {},
		"#![no_main":                                                        {},
		"#![feature(no_std_x)]":                                             {},
		"/**/#![no_std]":                                                    {NoStd: true},
		"#![allow(x)]\r\n\r\n#![no_std]":                                    {NoStd: true},
	} {
		if got := skeleton.ReadAttributes(source); got != want {
			t.Errorf("%q: got %+v, want %+v", source, got, want)
		}
	}
}

// FuzzReadAttributes ends, whatever it reads.
func FuzzReadAttributes(f *testing.F) {
	for _, seed := range []string{"#![no_std]", "/*/**/*/#![a(\"\\", "#!\n#![", "//", "#![b[{(]})]#![no_main]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if got, again := skeleton.ReadAttributes(source), skeleton.ReadAttributes("// x\n"+source); got != again && source[0] != 0xef {
			t.Errorf("%+v, below a comment %+v", got, again)
		}
	})
}
