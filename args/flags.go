package args

import "slices"

// The tables of this file are those of cargo 1.95.0 (src/bin/cargo/cli.rs,
// src/bin/cargo/commands/*.rs, src/cargo/util/command_prelude.rs). They list
// every option that takes a value, and the flags that have a second spelling or
// may be repeated; any other word with a dash is a flag. TestTables compares
// them with `cargo <subcommand> --help`.

// Builtins are cargo's builtin subcommands, in the order of `cargo --list`.
var Builtins = []string{
	"add", "bench", "build", "check", "clean", "config", "doc", "fetch", "fix",
	"generate-lockfile", "git-checkout", "help", "info", "init", "install",
	"locate-project", "login", "logout", "metadata", "new", "owner", "package",
	"pkgid", "publish", "read-manifest", "remove", "report", "run", "rustc",
	"rustdoc", "search", "test", "tree", "uninstall", "update", "vendor",
	"verify-project", "version", "yank",
}

// builtinAliases is BUILTIN_ALIASES of src/bin/cargo/main.rs.
var builtinAliases = map[string]string{
	"b": "build", "c": "check", "d": "doc", "r": "run", "t": "test", "rm": "remove",
}

func flag(names ...string) option { return option{names: names} }

func counted(names ...string) option { return option{names: names, repeats: true} }

func one(names ...string) option { return option{names: names, takes: oneValue} }

func many(names ...string) option { return option{names: names, takes: oneValue, repeats: true} }

func maybe(names ...string) option { return option{names: names, takes: maybeValue} }

func maybeMany(names ...string) option {
	return option{names: names, takes: maybeValue, repeats: true}
}

// globalOptions are legal before and after a subcommand.
var globalOptions = []option{
	counted("--verbose", "-v"),
	flag("--quiet", "-q"),
	one("--color"),
	flag("--locked"),
	flag("--offline"),
	flag("--frozen"),
	many("--config"),
	many("-Z"),
	flag("--help", "-h"),
}

// Globals are cargo's global flags that may be mixed with our options.
func Globals() []Option {
	var list []Option
	for _, o := range globalOptions {
		if !o.has("--help") {
			list = append(list, Option{Names: o.names, TakesValue: o.takes != noValue})
		}
	}
	return list
}

var directoryOption = one("-C")

// rootOptions are legal before a subcommand.
var rootOptions = slices.Concat(globalOptions, []option{
	directoryOption,
	flag("--version", "-V"),
	flag("--list"),
	one("--explain"),
})

// The groups below are named after the functions of command_prelude.rs.
var (
	// nightly cargos before 1.95 had --lockfile-path as well as --manifest-path
	argManifestPath  = []option{one("--manifest-path"), one("--lockfile-path")}
	argPackage       = []option{maybe("--package", "-p")}
	argPackageSimple = []option{maybeMany("--package", "-p")}
	argPackageSpec   = slices.Concat(argPackageSimple, []option{many("--exclude")})
	argFeatures      = []option{many("--features", "-F")}
	argJobs          = []option{{names: []string{"--jobs", "-j"}, takes: anyValue}}
	argRelease       = []option{flag("--release", "-r")}
	argProfile       = []option{one("--profile")}
	argTarget        = []option{maybeMany("--target"), one("--target-dir")}
	argBinExample    = []option{maybeMany("--bin"), maybeMany("--example")}
	argTargetsAll    = slices.Concat(argBinExample, []option{maybeMany("--test"), maybeMany("--bench")})
	// cargo refuses two formats of one kind, so one is kept like a single option
	argMessageFormat = []option{one("--message-format")}
	argRegistry      = []option{one("--registry")}
	argIndex         = []option{one("--index"), one("--registry")}
	argNew           = []option{one("--vcs"), one("--edition"), one("--name"), one("--registry")}

	compileOptions = slices.Concat(argMessageFormat, argFeatures, argJobs, argProfile, argTarget, argManifestPath)
	buildOptions   = slices.Concat(compileOptions, argPackageSpec, argTargetsAll, argRelease)
	rustcOptions   = slices.Concat(compileOptions, argPackage, argTargetsAll, argRelease)
	publishOptions = slices.Concat(argIndex, argPackageSpec, argFeatures, argJobs, argTarget, argManifestPath)
)

var subcommandOptions = map[string][]option{
	"add": slices.Concat(argFeatures, argManifestPath, argPackage, []option{
		one("--rename"), one("--path"), one("--base"), one("--git"), one("--branch"),
		one("--tag"), one("--rev"), one("--registry"), one("--target"),
	}),
	"bench": slices.Concat(compileOptions, argPackageSpec, argTargetsAll),
	"build": slices.Concat(buildOptions, []option{one("--artifact-dir")}),
	"check": buildOptions,
	"clean": slices.Concat(argPackageSimple, argRelease, argProfile, argTarget, argManifestPath, []option{
		one("--max-src-age"), one("--max-crate-age"), one("--max-index-age"),
		one("--max-git-co-age"), one("--max-git-db-age"), one("--max-download-age"),
		one("--max-src-size"), one("--max-crate-size"), one("--max-git-size"),
		one("--max-download-size"),
	}),
	"config":            {one("--format"), one("--merged")},
	"doc":               slices.Concat(compileOptions, argPackageSpec, argBinExample, argRelease),
	"fetch":             slices.Concat([]option{maybeMany("--target")}, argManifestPath),
	"fix":               buildOptions,
	"generate-lockfile": slices.Concat(argManifestPath, []option{one("--publish-time")}),
	"git-checkout":      {},
	"help":              {},
	"info":              argIndex,
	"init":              argNew,
	"install": slices.Concat(argIndex, argMessageFormat, argBinExample, argFeatures, argJobs, argProfile, argTarget, []option{
		one("--version", "--vers"), one("--git"), one("--branch"), one("--tag"),
		one("--rev"), one("--path"), one("--root"), flag("--force", "-f"),
	}),
	"locate-project": slices.Concat(argMessageFormat, argManifestPath),
	"login":          argRegistry,
	"logout":         argRegistry,
	"metadata":       slices.Concat(argFeatures, argManifestPath, []option{many("--filter-platform"), one("--format-version")}),
	"new":            argNew,
	"owner":          slices.Concat(argIndex, []option{many("--add", "-a"), many("--remove", "-r"), one("--token")}),
	"package":        slices.Concat(publishOptions, argMessageFormat),
	"pkgid":          slices.Concat(argPackage, argManifestPath),
	"publish":        slices.Concat(publishOptions, []option{one("--token")}),
	"read-manifest":  argManifestPath,
	"remove":         slices.Concat(argPackage, argManifestPath, []option{one("--target")}),
	"report":         slices.Concat(argPackage, argManifestPath, []option{one("--id"), one("--limit")}),
	"run":            slices.Concat(compileOptions, argPackage, argBinExample, argRelease),
	"rustc":          slices.Concat(rustcOptions, []option{one("--print"), many("--crate-type")}),
	"rustdoc":        slices.Concat(rustcOptions, []option{one("--output-format")}),
	"search":         slices.Concat(argIndex, []option{one("--limit")}),
	"test":           buildOptions,
	"tree": slices.Concat(argPackageSpec, argFeatures, argManifestPath, []option{
		many("--edges", "-e"), maybeMany("--invert", "-i"), many("--prune"), one("--depth"),
		one("--prefix"), one("--charset"), one("--format", "-f"), maybeMany("--target"),
	}),
	"uninstall":      slices.Concat(argPackageSimple, []option{one("--root"), many("--bin")}),
	"update":         slices.Concat(argPackageSimple, argManifestPath, []option{one("--precise")}),
	"vendor":         slices.Concat(argManifestPath, []option{many("--sync", "-s")}),
	"verify-project": argManifestPath,
	"version":        {},
	"yank":           slices.Concat(argIndex, []option{one("--version", "--vers"), one("--token")}),
}
