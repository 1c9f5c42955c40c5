#!/usr/bin/env python3
"""Times gotrust sbom beside syft in turns, on one Go program, and compares what both list."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from compare import ROOT, Command


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="a Go program with many modules")
    parser.add_argument("--gotrust", default=os.path.join(ROOT, "cli/target/gotrust/bin/gotrust"))
    parser.add_argument("--syft", default=shutil.which("syft"))
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def modules(document):
    """The modules that a CycloneDX document lists, but for Go itself and the program."""
    with open(document) as text:
        parts = json.load(text).get("components", [])
    own = {"stdlib", "go"}
    return {(p["name"], p.get("version", "")) for p in parts if p.get("purl", "").startswith("pkg:golang/")
            and p["name"] not in own}


def main():
    options = arguments()
    if not options.syft:
        sys.exit("left out: syft is not installed; --syft names it")
    with tempfile.TemporaryDirectory() as directory:
        ours = os.path.join(directory, "gotrust.json")
        theirs = os.path.join(directory, "syft.json")
        table = [
            Command("gotrust sbom", [options.gotrust, "sbom", "-o", ours, options.program]),
            Command("syft", [options.syft, "-q", "-o", "cyclonedx-json=" + theirs, "file:" + options.program]),
        ]
        for _ in range(options.rounds):
            for command in table:
                command.runs.append(command.run())
        for command in table:
            print(f"{command.name:14}{command.median():8.3f} s")
        pairs = zip(table[0].runs, table[1].runs)
        print(f"gotrust : syft {statistics.median(a.seconds / b.seconds for a, b in pairs):.2f}")
        mine, other = modules(ours), modules(theirs)
        print(f"modules: {len(mine)}; of these syft lists {len(mine & other)}")


if __name__ == "__main__":
    main()
