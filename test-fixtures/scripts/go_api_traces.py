"""What a Go release holds: the packages, the functions that its source declares, those that its compiler makes.

Functions are spelt as the linker spells them, without type arguments; packages are paths, so without a dot.
"""
import os
import re
import subprocess

FUNCTION = re.compile(rb"^func (?:\((?:\w+ )?(\*?)(\w+)(?:\[[^\]]*\])?\) )?(\w+)[\[(]", re.M)
ASSEMBLY = re.compile("^TEXT\\s+(?:([\\w∕·]+))?·(\\w+)(?:<ABI\\w+>)?\\(SB\\)".encode(), re.M)
LINKNAME = re.compile(rb"^//go:linkname \w+ ([\w/]+(?:\.[\w()*]+)+)", re.M)
PACKAGE = re.compile(rb"^package (\w+)", re.M)
TEXT = re.compile(r"(?:^|\s)[0-9a-f]+ [Tt] (.+)$", re.M)
OUTSIDE = {"cmd", "testdata", "vendor"}
BASE = dict(GOENV="off", GOFLAGS="", GO111MODULE="auto", GOTOOLCHAIN="local", GOPATH="/nonexistent")


def goroot(version):
    """Returns where the toolchain GOTOOLCHAIN=VERSION stands."""
    env = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN=version)
    return subprocess.run(["go", "env", "GOROOT"], env=env, cwd="/", check=True, capture_output=True, text=True).stdout.strip()


def spellings(package, pointer, receiver, name):
    """A method of a value may also stand as the wrapper that takes a pointer."""
    if not receiver:
        return [f"{package}.{name}"]
    wrapper = f"{package}.(*{receiver}).{name}"
    return [wrapper] if pointer else [f"{package}.{receiver}.{name}", wrapper]


def declared(root):
    """Yields all functions of all source files, whatever their build constraints, tests inside the package too."""
    source = os.path.join(root, "src")
    for directory, subdirectories, files in os.walk(source):
        subdirectories[:] = sorted(set(subdirectories) - OUTSIDE)
        package = os.path.relpath(directory, source)
        for file in sorted(files):
            if file.endswith((".go", ".s")):
                with open(os.path.join(directory, file), "rb") as opened:
                    yield from (in_go if file.endswith(".go") else in_assembly)(package, opened.read())


def in_go(package, text):
    """Yields the package too, and what the file pushes into others by linkname."""
    clause = PACKAGE.search(text)
    if clause is None or clause[1].endswith(b"_test") or clause[1] in (b"main", b"documentation"):
        return
    yield package
    for pointer, receiver, name in FUNCTION.findall(text):
        yield from spellings(package, pointer.decode(), receiver.decode(), name.decode())
    for name in LINKNAME.findall(text):
        yield name.decode()


def in_assembly(package, text):
    for other, name in ASSEMBLY.findall(text):
        yield (other.decode().replace("∕", "/").replace("·", ".") or package) + "." + name.decode()


def package_of(name):
    slash = name.rfind("/", 0, name.find("(") if "(" in name else len(name))
    dot = name.find(".", slash + 1)
    return name if dot < 0 else name[:dot]


def without_type_arguments(name):
    if "[" not in name:
        return name
    kept, depth = [], 0
    for c in name:
        depth += (c == "[") - (c == "]")
        if depth == 0 and c != "]":
            kept.append(c)
    return "".join(kept)


def compiled(root, cache, settings, race):
    """Returns the number of archives of the standard library and all their text symbols: the linker left out none yet."""
    env = dict(os.environ, **BASE, GOROOT=root, GOCACHE=cache, CGO_ENABLED="1" if race else "0", **settings)
    go = [os.path.join(root, "bin", "go")]
    line = go + ["list", "-e", "-export", "-f", "{{.ImportPath}} {{.Export}}", *(["-race"] if race else []), "std"]
    listed = subprocess.run(line, env=env, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    archives = [line.split() for line in listed.stdout.splitlines() if " " in line.strip()] or list(shipped(root, settings, race))
    names = {package for package, _ in archives}
    for package, archive in archives:
        shown = subprocess.run(go + ["tool", "nm", archive], env=env, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        found = TEXT.findall(shown.stdout.decode("utf-8", "replace"))
        names.update(without_type_arguments(own(package, name)) for name in found)
    return len(archives), names


def own(package, name):
    """Archives of older releases leave a package's own path to the linker."""
    for prefix in ('%22%22.', '"".'):
        name = name.replace(prefix, package + ".")
    return name


def shipped(root, settings, race):
    """Older releases bring archives for their own platform, and cannot list what they compile for others."""
    packages = os.path.join(root, "pkg", settings["GOOS"] + "_" + settings["GOARCH"] + ("_race" if race else ""))
    for directory, _, files in sorted(os.walk(packages)):
        for file in sorted(files):
            archive = os.path.join(directory, file)
            yield os.path.relpath(archive, packages).removesuffix(".a"), archive
