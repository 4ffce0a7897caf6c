package notice

// Name is the name of the file of a process.
var Name = name
