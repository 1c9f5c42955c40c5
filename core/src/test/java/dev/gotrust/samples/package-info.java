/** Small crafted files of every format, as Go's linkers would write them, for tests. */
package dev.gotrust.samples;
