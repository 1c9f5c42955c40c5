// Command embed carries another Go program as data.
package main

import _ "embed"

//go:embed payload
var payload []byte

func main() { println(len(payload), payload[0]) }
