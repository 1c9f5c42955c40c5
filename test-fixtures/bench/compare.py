#!/usr/bin/env python3
"""Times gotrust against its peers as whole processes, all in one run, and prints ratios.

Every round runs each command once, so that a machine whose speed drifts slows all of them; a ratio is
the median over the rounds of the ratio within a round. Commands that are not installed are named and
left out. Nothing is written but a temporary directory, which is removed.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MEDIUM = 10_000_000
LARGE = 90_000_000
HUGE = 400_000_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gotrust", default=os.path.join(ROOT, "cli/target/gotrust/bin/gotrust"))
    parser.add_argument("--small", default=os.path.join(ROOT, "test-fixtures/samples/hello/hello"))
    parser.add_argument("--medium", help="a Go binary of 10 MB; built with go where none is given")
    parser.add_argument("--large", help="a Go binary of 40 to 90 MB; built with go where none is given")
    parser.add_argument("--huge", help="a Go binary of 400 MB; built with go where none is given")
    parser.add_argument("--files", type=int, default=100, help="files in each directory that is timed")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


class Run:
    """One finished process: seconds of wall clock, and the peak memory of it in MiB."""

    def __init__(self, command):
        start = time.monotonic()
        with open(os.devnull, "wb") as sink:
            process = subprocess.Popen(command, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        self.code = process.returncode
        self.memory = usage.ru_maxrss / 1024


class Command:
    def __init__(self, name, line, codes=(0,)):
        self.name, self.line, self.codes, self.runs = name, line, codes, []

    def run(self):
        run = Run(self.line)
        if run.code not in self.codes:
            sys.exit(f"{self.name}: exit code {run.code} of {' '.join(self.line)}")
        return run

    def median(self):
        return statistics.median(run.seconds for run in self.runs)

    def memory(self):
        return max(run.memory for run in self.runs)


def build(directory, name, size):
    """A Go program that carries `size` random bytes."""
    if not shutil.which("go"):
        return None
    source = os.path.join(directory, name + "-source")
    os.mkdir(source)
    with open(os.path.join(source, "data"), "wb") as data:
        left = size
        while left > 0:
            left -= data.write(os.urandom(min(left, 1 << 20)))
    with open(os.path.join(source, "go.mod"), "w") as mod:
        mod.write("module example.com/" + name + "\n\ngo 1.18\n")
    with open(os.path.join(source, "main.go"), "w") as main:
        main.write(
            'package main\n\nimport "embed"\n\n//go:embed data\nvar files embed.FS\n\n'
            'func main() { b, _ := files.ReadFile("data"); println(len(b)) }\n'
        )
    out = os.path.join(directory, name)
    environment = dict(os.environ, CGO_ENABLED="0", GOFLAGS="")
    subprocess.run(["go", "build", "-o", out, "."], cwd=source, env=environment, check=True)
    shutil.rmtree(source)
    return out


def copies(directory, size, file, count):
    many = os.path.join(directory, "many-" + size)
    os.mkdir(many)
    for i in range(count):
        shutil.copyfile(file, os.path.join(many, f"file{i:03}"))
    return many


def signed(directory, file):
    """A key and a signature over `file`, as cosign takes them."""
    key, public, raw, text = (os.path.join(directory, n) for n in ("key", "public", "raw", "sig"))
    quiet = {"stderr": subprocess.DEVNULL, "check": True}
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key], **quiet)
    subprocess.run(["openssl", "ec", "-in", key, "-pubout", "-out", public], **quiet)
    subprocess.run(["openssl", "dgst", "-sha256", "-sign", key, "-out", raw, file], **quiet)
    subprocess.run(["openssl", "base64", "-A", "-in", raw, "-out", text], **quiet)
    return ["cosign", "verify-blob", "--insecure-ignore-tlog=true", "--key", public, "--signature", text, file]


def commands(options, directory):
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
    sha = ["openssl", "dgst", "-sha256"]
    inspect, verify = [options.gotrust, "inspect"], [options.gotrust, "verify", "--no-discovery"]
    table = {
        "java": Command("java -version", [java, "-Xshare:auto", "-version"]),
        "inspect": Command("gotrust inspect, small", inspect + [options.small]),
        "verify": Command("gotrust verify, small", verify + [options.small]),
        "sha": Command("openssl dgst -sha256, small", sha + [options.small]),
    }
    if shutil.which("go"):
        table["go"] = Command("go version -m, small", ["go", "version", "-m", options.small])
    for size in ("large", "huge"):
        file = getattr(options, size)
        if file:
            table["inspect " + size] = Command("gotrust inspect, " + size, inspect + [file])
            table["sha " + size] = Command("openssl dgst -sha256, " + size, sha + [file])
    if options.large:
        table["verify large"] = Command("gotrust verify, large", verify + [options.large])
        if shutil.which("go"):
            table["go large"] = Command("go version -m, large", ["go", "version", "-m", options.large])
        if shutil.which("syft"):
            table["syft"] = Command("syft -o json, large", ["syft", "-q", "-o", "json", "file:" + options.large])
    if shutil.which("cosign"):
        table["cosign"] = Command("cosign verify-blob, small", signed(directory, options.small))
    for size in ("small", "medium"):
        file = getattr(options, size)
        if file:
            many = copies(directory, size, file, options.files)
            names = [os.path.join(many, name) for name in sorted(os.listdir(many))]
            what = f"{len(names)} {size} files"
            table["inspect many " + size] = Command("gotrust inspect, " + what, inspect + ["--output", "json", many])
            table["sha many " + size] = Command("openssl dgst -sha256, " + what, sha + names)
    return table


def measure(table, rounds):
    for command in table.values():
        command.run()
    for number in range(rounds):
        for command in table.values():
            command.runs.append(command.run())
        if sys.stderr.isatty():
            print(f"\rround {number + 1} of {rounds}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def per_round(rounds, figure):
    return statistics.median(figure(i) for i in range(rounds))


def report(table, rounds):
    def at(name, i):
        return table[name].runs[i].seconds

    print(f"| {'command':40} | median, ms | peak, MiB |")
    print(f"|{'-' * 42}|-----------:|----------:|")
    for command in table.values():
        print(f"| {command.name:40} | {command.median() * 1000:10.0f} | {command.memory():9.0f} |")
    print()
    for name in ("inspect", "verify"):
        extra = per_round(rounds, lambda i: at(name, i) - at("java", i))
        print(f"gotrust {name}, small: {extra * 1000:.0f} ms over java -version")
    for size in ("large", "huge"):
        if "inspect " + size in table:
            ratio = per_round(
                rounds,
                lambda i: (at("inspect " + size, i) - at("inspect", i)) / (at("sha " + size, i) - at("sha", i)),
            )
            print(f"gotrust inspect, {size}, per byte beyond start-up: {ratio:.2f} x openssl dgst -sha256")
    for size in ("small", "medium"):
        if "inspect many " + size in table:
            mine, peer = "inspect many " + size, "sha many " + size
            whole = per_round(rounds, lambda i: at(mine, i) / at(peer, i))
            beyond = per_round(rounds, lambda i: (at(mine, i) - at("inspect", i)) / (at(peer, i) - at("sha", i)))
            print(
                f"gotrust inspect, directory of {size} files: {whole:.2f} x openssl dgst -sha256 as whole processes,"
                f" {beyond:.2f} x beyond start-up"
            )
    for peer, mine in (("go", "inspect"), ("go large", "inspect large"), ("cosign", "verify"), ("syft", "inspect large")):
        if peer in table and mine in table:
            ratio = per_round(rounds, lambda i: at(mine, i) / at(peer, i))
            print(f"{table[mine].name}: {ratio:.2f} x {table[peer].name}")


def main():
    options = arguments()
    for tool in ("openssl", "java"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is needed")
    if not os.access(options.gotrust, os.X_OK):
        sys.exit(f"{options.gotrust} is missing; build it first: mvn -B -q -ntp package -DskipTests")
    left_out = [tool for tool in ("go", "cosign", "syft") if not shutil.which(tool)]
    with tempfile.TemporaryDirectory() as directory:
        options.medium = options.medium or build(directory, "medium", MEDIUM)
        options.large = options.large or build(directory, "large", LARGE)
        options.huge = options.huge or build(directory, "huge", HUGE)
        table = commands(options, directory)
        measure(table, options.rounds)
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; {options.rounds} rounds")
    for size in ("small", "medium", "large", "huge"):
        file = getattr(options, size)
        print(f"{size}: {os.path.basename(file) if file else 'left out: no go to build it'}")
    if left_out:
        print("left out, not installed: " + ", ".join(left_out))
    print()
    report(table, options.rounds)


if __name__ == "__main__":
    main()
