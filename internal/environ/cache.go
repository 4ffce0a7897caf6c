package environ

import (
	"path/filepath"
	"runtime"
)

// Cache is the directory where programs keep what they can find out again, ""
// when the environment does not say it: as [os.UserCacheDir], for another
// environment than that of this process.
func Cache(env []string) string { return cacheOn(runtime.GOOS, env) }

func cacheOn(system string, env []string) string {
	home := Home(env)
	switch {
	case system == "windows":
		return Get(env, "LocalAppData")
	case system != "darwin" && filepath.IsAbs(Get(env, "XDG_CACHE_HOME")):
		return Get(env, "XDG_CACHE_HOME")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Caches")
	}
	return filepath.Join(home, ".cache")
}
