#!/usr/bin/env python3
"""Makes the table of the functions and packages that each Go minor release added to the standard library.

  go-api.py API_DIR > ../../core/src/main/resources/dev/gotrust/facts/go-api.txt

API_DIR holds go1.txt, go1.1.txt and so on: `api` of the newest Go distribution or source tree. (A toolchain
that came through GOTOOLCHAIN is without that directory.) Then run check-go-api.py, which holds the table
against the releases themselves; what it finds goes to go-api-left-out.txt with its reason.
"""
import os
import re
import sys

from go_api_traces import spellings

FIRST = 10  # The releases before it are not checked against, so nothing is said of them.
LINE = re.compile(r"pkg ([^ ,]+)(?: \([^)]*\))?, (?:(func|method) (?:\((\*?)(\w+)(?:\[[^\]]*\])?\) )?([A-Z]\w*)[\[(])?")
HERE = os.path.dirname(os.path.abspath(__file__))


def left_out():
    """Returns names and packages (those with a slash at the end) that the table may not hold."""
    with open(os.path.join(HERE, "go-api-left-out.txt")) as lines:
        return {line.split()[0] for line in lines if line.strip() and line[0] != "#"}


def releases(directory):
    """Yields the minor and the lines of each release, in order."""
    named = ((re.fullmatch(r"go1(?:\.(\d+))?\.txt", file), file) for file in os.listdir(directory))
    for minor, file in sorted((int(match[1] or 0), file) for match, file in named if match):
        with open(os.path.join(directory, file)) as lines:
            yield minor, lines.readlines()


def added(directory):
    """Returns which minor lists a name first, on any platform, for packages and for functions."""
    packages, functions = {}, {}
    for minor, lines in releases(directory):
        for match in filter(None, map(LINE.match, lines)):
            package, kind, pointer, receiver, name = match.groups()
            packages.setdefault(package, minor)
            for spelt in spellings(package, pointer, receiver, name) if kind else []:
                functions.setdefault(spelt, (minor, package, spelt[len(package) + 1 :]))
    return packages, functions


def table(directory, unsaid):
    """Yields the lines of the table: a release, then its packages, each followed by what it added there."""
    packages, functions = added(directory)
    for minor in range(FIRST, max(packages.values()) + 1):
        rows = {package: [] for package, since in packages.items() if since == minor}
        for spelt, (since, package, name) in functions.items():
            if since == minor and spelt not in unsaid:
                rows.setdefault(package, []).append(name)
        yield f"go1.{minor}"
        for package in sorted(rows):
            new = packages[package] == minor and package not in unsaid
            if package + "/" not in unsaid and (new or rows[package]):
                yield " ".join([package + "+" * new, *sorted(rows[package])])


def main():
    directory = sys.argv[1]
    newest = max(minor for minor, _ in releases(directory))
    print(f"# Made by test-fixtures/scripts/go-api.py from the api directory of go1.{newest}. Form: specs/standard-api.md.")
    for line in table(directory, left_out()):
        print(line)


main()
