// Command tiny is the smallest Go program: the runtime and nothing else.
package main

func main() { println("tiny") }
