// Command debug sets what GODEBUG is by default.

//go:debug panicnil=1
package main

func main() { println("debug") }
