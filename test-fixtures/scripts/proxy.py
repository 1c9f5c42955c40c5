#!/usr/bin/env python3
"""Unpacks a txtar archive and serves its modules: proxy.py ARCHIVE OUTDIR

Directories named PATH@VERSION are served as modules by the directory OUTDIR/proxy (GOPROXY=file://OUTDIR/proxy); all others stand in OUTDIR.
"""
import os
import re
import sys
import zipfile


def files(archive):
    """Yields the name and the text of each file."""
    parts = re.split(r"^-- (\S+) --\n", open(archive).read(), flags=re.M)
    yield from zip(parts[1::2], parts[2::2])


def write(file, text):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", newline="\n") as out:
        out.write(text)


def escape(path):
    return re.sub("[A-Z]", lambda capital: "!" + capital.group().lower(), path)


def main():
    archive, out = sys.argv[1:]
    modules = {}
    for name, text in files(archive):
        module = re.match(r"(.*@v[^/]+)/(.*)", name)
        if module:
            modules.setdefault(module[1], {})[module[2]] = text
        else:
            write(os.path.join(out, name), text)
    for module, content in modules.items():
        path, version = module.split("@")
        base = os.path.join(out, "proxy", escape(path), "@v")
        write(f"{base}/{version}.info", '{"Version":"%s","Time":"2026-01-02T03:04:05Z"}\n' % version)
        write(f"{base}/{version}.mod", content["go.mod"])
        with open(f"{base}/list", "a") as versions:
            versions.write(version + "\n")
        with zipfile.ZipFile(f"{base}/{version}.zip", "w") as packed:
            for name, text in content.items():
                packed.writestr(zipfile.ZipInfo(f"{module}/{name}"), text)


main()
