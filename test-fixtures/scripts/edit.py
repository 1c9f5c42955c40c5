#!/usr/bin/env python3
"""Edits dependency lines of the build info in place: edit.py FILE COPIES MODULE OLD NEW

In the first COPIES copies of the build info, OLD becomes NEW, of the same length, in the line that names MODULE.
"""
import sys


def main():
    file, copies, module, old, new = sys.argv[1:]
    if len(old) != len(new):
        sys.exit("edit.py: old and new must have the same length")
    data, done, at = bytearray(open(file, "rb").read()), 0, 0
    while done < int(copies):
        line = data.find(b"dep\t", at)
        if line < 0:
            break
        at = data.find(b"\n", line)
        place = data.find(old.encode(), line, at)
        if place >= 0 and module.encode() in data[line:at]:
            data[place : place + len(old)] = new.encode()
            done += 1
    if not done:
        sys.exit("edit.py: nothing to edit")
    open(file, "wb").write(data)
    print(done, "edited")


main()
