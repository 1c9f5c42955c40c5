#!/usr/bin/env python3
"""Holds the table of added functions against Go releases: no release may hold a name that the table gives to a later one.

  check-go-api.py WORKDIR [VERSION...]      such as go1.20.14; default: the newest patch of each minor, 1.9 to 1.27

Needs python3, a C compiler (for -race) and a go command that brings toolchains through GOTOOLCHAIN. All releases
take hours; WORKDIR keeps what each holds, so that a second run takes seconds. Prints a line for each misfire (name,
where it stands, release of the table), then for each release how much of what it added was found in it.
Exit code 1 when there was a misfire.
"""
import os
import sys

from go_api_traces import compiled, declared, goroot, package_of

RELEASES = """1.9.7 1.10.8 1.11.13 1.12.17 1.13.15 1.14.15 1.15.15 1.16.15 1.17.13 1.18.10 1.19.13 1.20.14 1.21.13 1.22.12
1.23.12 1.24.13 1.25.14 1.26.11 1.27.4""".split()
EXPERIMENTS = ["arenas", "boringcrypto", "goroutineleakprofile", "jsonv2", "rangefunc", "runtimesecret", "simd", "synctest"]
TABLE = "../../core/src/main/resources/dev/gotrust/facts/go-api.txt"


def builds(root, minor):
    """Returns the builds of one release: name, environment, race."""
    linux = dict(GOOS="linux", GOARCH="amd64")
    yield "linux-amd64", linux, False
    flags = os.path.join(root, "src", "internal", "goexperiment")
    there = [e for e in EXPERIMENTS if os.path.exists(os.path.join(flags, f"exp_{e}_on.go"))]
    if there:
        yield "experiments", dict(linux, GOEXPERIMENT=",".join(there)), True
    if minor >= 13:
        yield "windows-amd64", dict(GOOS="windows", GOARCH="amd64"), False
        yield "darwin", dict(GOOS="darwin", GOARCH="arm64" if minor >= 16 else "amd64"), False
        yield "js-wasm", dict(GOOS="js", GOARCH="wasm"), False
    yield "linux-amd64-race", linux, True


def kept(work, name, make):
    """Returns the names that a file of the work directory keeps, made first where it is missing."""
    path = os.path.join(work, name)
    if not os.path.exists(path):
        names = sorted(make())
        with open(path + ".part", "w") as out:
            out.write("\n".join(names))
        os.rename(path + ".part", path)
    with open(path) as lines:
        return lines.read().splitlines()


def symbols(work, root, environment, race):
    archives, names = compiled(root, os.path.join(work, "cache"), environment, race)
    if archives < 100:
        sys.exit(f"check-go-api.py: {root} {environment}: no standard library but {archives} archives")
    return names


def holdings(work, versions):
    """Yields version, build and names: first the source of all releases, then one build of each, and so on."""
    roots = {version: goroot("go" + version) for version in versions}
    for version, root in roots.items():
        yield version, "source", kept(work, version + "-source", lambda: set(declared(root)))
    plans = [(version, list(builds(root, minor_of(version)))) for version, root in roots.items()]
    for turn in range(max(len(plan) for _, plan in plans)):
        for version, plan in plans:
            for name, environment, race in plan[turn : turn + 1]:
                made = kept(work, f"{version}-{name}", lambda: symbols(work, roots[version], environment, race))
                yield version, name, made


def minor_of(version):
    return int(version.split(".")[1])


def table():
    """Returns the minor of each name, packages and functions alike."""
    since, minor = {}, 0
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), TABLE)) as lines:
        for head, *names in (line.split() for line in lines if line[0] != "#"):
            if head.startswith("go1."):
                minor = int(head[4:])
                continue
            package = head.rstrip("+")
            if package != head:
                since[package] = minor
            since.update((f"{package}.{name}", minor) for name in names)
    return since


def main():
    work, *versions = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    since, found, misfires = table(), {}, set()
    for version, where, names in holdings(work, [v.removeprefix("go") for v in versions] or RELEASES):
        minor, held = minor_of(version), set(names).union(map(package_of, names))
        misfires.update((n, since[n], f"{version} {where}") for n in held if since.get(n, 0) > minor)
        if where != "source":
            found.setdefault(minor, set()).update(held)
        print(f"{version} {where}: {len(held)} names", flush=True)
    for name, minor, where in sorted(misfires):
        print(f"misfire: {name} of go1.{minor} stands in {where}")
    for minor, held in sorted(found.items()):
        report(minor, {name for name, added in since.items() if added == minor}, held)
    sys.exit(1 if misfires else 0)


def report(minor, added, held):
    missing = sorted(added - held)
    print(f"go1.{minor}: {len(added) - len(missing)} of {len(added)} found; not found: {' '.join(missing)}")


main()
