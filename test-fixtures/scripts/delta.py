#!/usr/bin/env python3
"""Writes OUT so that TARGET can be rebuilt from the BASEs: delta.py OUT TARGET BASE...

The operations are those of dev.gotrust.fixtures.Delta: B names a base, C copies from it, D brings bytes.
"""
import gzip
import os
import struct
import sys

BLOCK = 64


def matches(target, bases):
    """Yields (name, offset, length) for what is copied and (None, start, length) for what is new."""
    index = {}
    for name, data in bases:
        for at in range(0, len(data) - BLOCK + 1, BLOCK):
            index.setdefault(data[at : at + BLOCK], (name, at))
    content = dict(bases)
    pos = new = 0
    while pos < len(target):
        hit = index.get(target[pos : pos + BLOCK])
        if hit is None or target[pos : pos + BLOCK] == bytes(BLOCK):
            pos += 1
            continue
        name, at = hit
        data, length = content[name], BLOCK
        while pos > new and at > 0 and target[pos - 1] == data[at - 1]:
            pos, at, length = pos - 1, at - 1, length + 1
        while pos + length < len(target) and at + length < len(data) and target[pos + length] == data[at + length]:
            length += 1
        if pos > new:
            yield None, new, pos - new
        yield name, at, length
        pos = new = pos + length
    if pos > new:
        yield None, new, pos - new


def main():
    out, target_file, *base_files = sys.argv[1:]
    target = open(target_file, "rb").read()
    bases = [(os.path.basename(f), open(f, "rb").read()) for f in base_files]
    delta, current = b"", None
    for name, at, length in matches(target, bases):
        if name is None:
            delta += b"D" + struct.pack(">I", length) + target[at : at + length]
            continue
        if name != current:
            delta += b"B" + struct.pack(">H", len(name)) + name.encode()
            current = name
        delta += b"C" + struct.pack(">II", at, length)
    open(out, "wb").write(gzip.compress(delta, 9, mtime=0))


main()
