// Package greeting stands beside the program that uses it.
package greeting

// Text returns a greeting.
func Text() string { return "hello from a directory" }
