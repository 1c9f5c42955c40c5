// Command deps has one plain dependency, one replaced by another version and one replaced by a directory.
package main

import (
	"example.com/greeting"
	"github.com/cespare/xxhash/v2"
	"github.com/mitchellh/go-wordwrap"
)

func main() { println(wordwrap.WrapString(greeting.Text(), 12), xxhash.Sum64String("deps")) }
