#!/usr/bin/env python3
"""Joins thin Mach-O files: fat.py fat|fat64 OUT SLICE... Offsets are multiples of 2^14, as lipo makes them."""
import struct
import sys

ALIGN = 14


def main():
    kind, out, *slices = sys.argv[1:]
    wide = kind == "fat64"
    data = [open(s, "rb").read() for s in slices]
    header = struct.pack(">II", 0xCAFEBABF if wide else 0xCAFEBABE, len(data))
    body, start = b"", 1 << ALIGN
    for content in data:
        body += bytes(-len(body) % start)
        cpu, sub = struct.unpack("<II", content[4:12])
        entry = (cpu, sub, start + len(body), len(content), ALIGN)
        header += struct.pack(">IIQQII", *entry, 0) if wide else struct.pack(">5I", *entry)
        body += content
    open(out, "wb").write(header + bytes(start - len(header)) + body)


main()
