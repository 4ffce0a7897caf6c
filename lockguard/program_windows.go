package lockguard

var programNames = []string{"cargo.exe"}
