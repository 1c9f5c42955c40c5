// Command cgo calls one C function, so that the C toolchain links it.
package main

// static int one(void) { return 1; }
import "C"

func main() { println("cgo", C.one()) }
