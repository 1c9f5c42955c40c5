#!/usr/bin/env python3
"""Records what Go's checksum database answers of a few modules: record-checksum-db.py OUT.zip

The go command says where it is asked (`go env GOPROXY`, GOSUMDB) and its sources which key signs. OUT.zip then holds `key`,
`latest`, the lookups and every tile that leads from their records, and from the trees of their heads, to the root of `latest`.
The files change with each run, as the tree grows: the suite takes any such recording.
"""
import os
import re
import subprocess
import sys
import urllib.request
import zipfile

# A plain one, capitals, +incompatible, a pseudo-version, a toolchain; their records lie far apart, under heads of several sizes.
LOOKUPS = [
    "golang.org/x/mod@v0.30.0",
    "github.com/!burnt!sushi/toml@v1.4.0",
    "github.com/docker/docker@v27.3.1+incompatible",
    "golang.org/x/exp@v0.0.0-20240205201215-2c58cdc269a3",
    "golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64",
]


def go(*words):
    return subprocess.run(["go", *words], check=True, capture_output=True, text=True).stdout.strip()


def tile(level, index, size):
    """The path of a tile, as wide as a tree of that size has it."""
    width = min(256, (size >> 8 * level) - 256 * index)
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "tile/8/%d/%s%s" % (level, "/".join(groups), "" if width == 256 else ".p/%d" % width)


def tiles(record, size):
    """The tiles from a record to the root of a tree."""
    level, index = 0, record >> 8
    while size >> 8 * level > 256 * index:
        yield tile(level, index, size)
        level, index = level + 1, index >> 8


def number(note):
    return int(re.search(rb"go\.sum database tree\n(\d+)\n", note).group(1))


def main(out):
    name = go("env", "GOSUMDB")
    proxy = re.split("[,|]", go("env", "GOPROXY"))[0]
    keys = open(os.path.join(go("env", "GOROOT"), "src/cmd/go/internal/modfetch/key.go")).read()
    files = {"key": re.search('"(%s[+][^"]+)"' % re.escape(name), keys).group(1).encode()}

    def fetch(path):
        if path not in files:
            with urllib.request.urlopen("%s/sumdb/%s/%s" % (proxy, name, path), timeout=60) as answer:
                files[path] = answer.read()
        return files[path]

    answers = [fetch("lookup/" + module) for module in LOOKUPS]
    size = number(fetch("latest"))
    for answer in answers:
        for record in int(answer.split(b"\n")[0]), number(answer) - 1, number(answer):
            for path in tiles(record, size):
                fetch(path)
    for path in tiles(size - 1, size):
        fetch(path)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(files):
            zipped.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED)
    print("%d files, %d bytes" % (len(files), os.path.getsize(out)))


main(sys.argv[1])
