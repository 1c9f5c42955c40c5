#!/usr/bin/env python3
"""Judges Go programs and prints a table: one line a program, one column a link.

  real-table.py GOTRUST FILE-OR-DIRECTORY...

GOTRUST is the launcher. No intact program may be CONTRADICTED: the exit code is 1 where one is, 2
where nothing was judged, else 0.
"""
import collections
import json
import subprocess
import sys

SHORT = {
    "PROVEN": "P",
    "ATTESTED": "A",
    "CORROBORATED": "=",
    "CLAIMED": ".",
    "ABSENT": "-",
    "NOT_APPLICABLE": "-",
    "UNDECIDED": "?",
    "CONTRADICTED": "!",
}
LINKS = ["file", "build-id", "build-info", "toolchain", "settings", "packages"]


def judged(gotrust, inputs):
    command = [gotrust, "verify", "--no-discovery", "--output", "json", *inputs]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    for line in json_documents(run.stdout.decode()):
        if "links" in line:
            yield line


def json_documents(text):
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        document, at = decoder.raw_decode(text, at)
        yield document


def main(gotrust, inputs):
    verdicts, contradicted, count = collections.Counter(), [], 0
    print("links: " + ", ".join(LINKS))
    print("states: P PROVEN, = CORROBORATED, . CLAIMED, - ABSENT, ? UNDECIDED, ! CONTRADICTED\n")
    for report in judged(gotrust, inputs):
        states = {link["id"]: link["state"] for link in report["links"]}
        artifact = report["artifact"]
        name = artifact["file"].rsplit("/", 1)[-1]
        target = f"{artifact['format']} {artifact['os']}/{artifact['arch']}"
        marks = "".join(SHORT[states.get(link, "ABSENT")] for link in LINKS)
        version = (artifact["goVersion"] or "no version").split(" ")[0]
        print(f"{marks}  {report['verdict']:10}  {version:12}  {target:24}  {name}")
        verdicts[report["verdict"]] += 1
        count += 1
        for link in report["links"]:
            if link["state"] == "CONTRADICTED":
                contradicted.append(f"{name}: {link['id']}: {link['reason']}")
    told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
    print(f"\n{count} programs: {told or 'none'}; {len(contradicted)} contradictions")
    for line in contradicted:
        print("CONTRADICTED " + line)
    return 2 if count == 0 else 1 if contradicted else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
