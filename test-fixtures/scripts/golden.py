#!/usr/bin/env python3
"""Prints the golden facts of one fixture as JSON, taken from Go's own tools, readelf and the LLVM tools.

golden.py FILE GO FORMAT OS ARCH CONTENT_ID WHY

GO is the go command of the toolchain that linked FILE: only its `tool buildid -w` knows the rule of its time. That command
rewrites the content ID, so a file that it leaves as it was carries the right one; CONTENT_ID, which the recipe expects, is held
against that. `go version -m -json` is the go command on the PATH.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=dict(os.environ, GOTOOLCHAIN="local"))
    return done.returncode, done.stdout, done.stderr.strip()


def rewritten(go, file):
    """What `go tool buildid -w` makes of a copy: match, mismatch or not-applicable."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        shutil.copyfile(file, copy)
        code, _, _ = run(go, "tool", "buildid", "-w", copy)
        same = open(copy, "rb").read() == open(file, "rb").read()
    return "not-applicable" if code else "match" if same else "mismatch"


def slices(file):
    """The files of a fat file's slices, as lipo cuts them, or the file itself."""
    data = open(file, "rb").read()
    if data[:4] not in (b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf"):
        yield file
        return
    step, at, size = (20, 8, 4) if data[3] == 0xBE else (32, 8, 8)
    for i in range(int.from_bytes(data[4:8], "big")):
        entry = data[8 + i * step : 8 + (i + 1) * step]
        start = int.from_bytes(entry[at : at + size], "big")
        length = int.from_bytes(entry[at + size : at + 2 * size], "big")
        with tempfile.NamedTemporaryFile() as cut:
            cut.write(data[start : start + length])
            cut.flush()
            yield cut.name


def content_id(go, file, build_id):
    parts = build_id.split("/")
    if len(parts) != 4 or any(len(p) != 20 for p in parts):
        return "not-applicable"
    outcomes = {rewritten(go, s) for s in slices(file)}
    return outcomes.pop() if len(outcomes) == 1 else "mixed"


def elf_linkage(file):
    _, headers, _ = run("readelf", "-hlW", file)
    _, sections, _ = run("readelf", "-SW", file)
    _, dynamic, _ = run("readelf", "-dW", file)
    interpreter = re.search(r"program interpreter: ([^\]]*)\]", headers)
    return {
        "type": re.search(r"Type:\s+(\w+)", headers).group(1),
        "interpreter": interpreter.group(1) if interpreter else None,
        "needed": re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic),
        "symbols": " .symtab " in sections,
        "debug": " .debug_" in sections or " .zdebug_" in sections,
    }


def pe_linkage(file):
    _, headers, _ = run("llvm-readobj", "--file-headers", file)
    _, imports, _ = run("llvm-readobj", "--coff-imports", file)
    _, sections, _ = run("llvm-readobj", "--sections", file)
    return {
        "imports": sorted(set(re.findall(r"^  Name: (.*)$", imports, re.M))),
        "dynamicBase": "IMAGE_DLL_CHARACTERISTICS_DYNAMIC_BASE" in headers,
        "symbols": int(re.search(r"SymbolCount: (\d+)", headers).group(1)),
        "debug": "debug_" in sections,
    }


def macho_linkage(file):
    _, listing, _ = run("llvm-readobj", "--needed-libs", "--macho-segment", "--file-headers", file)
    return {"dylibs": sorted(set(re.findall(r"^\s+(/[\w./]+)$", listing, re.M))), "pie": "MH_PIE" in listing}


def linkage(kind, file):
    readers = {"elf": elf_linkage, "pe": pe_linkage, "macho": macho_linkage, "macho-fat": macho_linkage}
    return readers[kind](file) if kind in readers else None


def host_ids(kind, file):
    gnu = uuid = None
    if kind == "elf":
        found = re.search(r"Build ID: ([0-9a-f]+)", run("readelf", "-nW", file)[1])
        gnu = found.group(1) if found else None
    if kind == "macho":
        found = re.search(r"uuid ([0-9A-F-]{36})", run("llvm-objdump", "--macho", "--private-headers", file)[1])
        uuid = found.group(1) if found else None
    return gnu, uuid


def main():
    file, go, kind, system, arch, expected, why = sys.argv[1:]
    raw = open(file, "rb").read()
    version_code, version, version_error = run("go", "version", "-m", "-json", file)
    id_code, build_id, id_error = run("go", "tool", "buildid", file)
    gnu, uuid = host_ids(kind, file)
    if build_id.strip() and bytes(build_id.strip(), "utf-8") not in raw:
        build_id = ""  # the command shows a GNU build-id where there is no Go note
    found = content_id(go, file, build_id.strip())
    if found != expected:
        sys.exit(f"{file}: the recipe expects content ID {expected}, go tool buildid -w finds {found}")
    known = version_code == 0 and version.strip()
    facts = {
        "sha256": hashlib.sha256(raw).hexdigest(),
        "size": len(raw),
        "format": kind or None,
        "os": system or None,
        "arch": arch or None,
        "goVersionJson": json.loads(version) if known else None,
        "goVersionError": None if known else version_error.replace(file, os.path.basename(file)),
        "buildid": build_id.strip() or None,
        "buildidError": id_error.replace(file, os.path.basename(file)) if id_code else None,
        "gnuBuildId": gnu,
        "uuid": uuid,
        "contentId": expected,
        "contentIdWhy": why,
        "linkage": linkage(kind, file),
    }
    print(json.dumps(facts, indent=2, ensure_ascii=False))


main()
