#!/usr/bin/env python3
"""Times gotrust modules verify against go mod verify on a module with many cached dependencies.

Both run in every round, in turns, so that a machine whose speed drifts slows both; the ratio is the
median over the rounds of the ratio within a round. Nothing is downloaded: the modules must lie in
the module cache.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys

from compare import ROOT, Command


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gotrust", default=os.path.join(ROOT, "cli/target/gotrust/bin/gotrust"))
    parser.add_argument("--directory", required=True, help="a directory with go.mod and go.sum")
    parser.add_argument("--module-cache", help="by default that of the go command")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def main():
    options = arguments()
    if not shutil.which("go") or not os.access(options.gotrust, os.X_OK):
        sys.exit("go is needed, and gotrust: mvn -B -q -ntp package -DskipTests")
    options.gotrust = os.path.abspath(options.gotrust)
    os.chdir(options.directory)
    if options.module_cache:
        os.environ["GOMODCACHE"] = options.module_cache
    os.environ.update(GOFLAGS="-mod=mod", GOPROXY="off", GOWORK="off")
    mine = Command("gotrust modules verify", [options.gotrust, "modules", "verify"], codes=(0, 3))
    peer = Command("go mod verify", ["go", "mod", "verify"])
    for command in (mine, peer):
        command.run()
    for number in range(options.rounds):
        for command in (mine, peer) if number % 2 else (peer, mine):
            command.runs.append(command.run())
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; {options.rounds} rounds")
    for command in (mine, peer):
        print(f"{command.name}: median {command.median():.2f} s, peak {command.memory():.0f} MiB")
    ratios = [a.seconds / b.seconds for a, b in zip(mine.runs, peer.runs)]
    print(f"gotrust modules verify: {statistics.median(ratios):.2f} x go mod verify")


if __name__ == "__main__":
    main()
