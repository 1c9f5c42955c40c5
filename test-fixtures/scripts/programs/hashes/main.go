// Command hashes uses cryptography that has a FIPS 140 module.
package main

import "crypto/sha256"

func main() {
	sum := sha256.Sum256(nil)
	println(sum[0])
}
