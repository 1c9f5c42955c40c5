#!/usr/bin/env python3
"""Prints how the link `settings` judges each setting of programs: settings_table.py GOTRUST FILE…

One line a setting and state: how many programs, of which Go releases and formats; then remarks with their
number, and every program that is contradicted. Exit code 1 if there is one.
"""
import collections
import json
import subprocess
import sys

AT_ONCE = 100


def reports(gotrust, files):
    for start in range(0, len(files), AT_ONCE):
        command = [gotrust, "verify", "--no-discovery", "--output", "json", *files[start : start + AT_ONCE]]
        printed = subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout.decode()
        for line in printed.splitlines() if "\n{" in printed.strip() else [printed]:
            yield json.loads(line)


def minor(version):
    return "1." + version.split(".")[1].split()[0] if version.startswith("go1.") else version


def releases(minors):
    return " ".join(sorted(minors, key=lambda m: (len(m), m)))


def main():
    rows, remarks, bad = collections.defaultdict(list), collections.Counter(), []
    judged = 0
    for report in reports(sys.argv[1], sys.argv[2:]):
        if "links" not in report:
            print("not judged:", report["file"], report["error"]["message"])
            continue
        judged += 1
        artifact = report["artifact"]
        link = next(link for link in report["links"] if link["id"] == "settings")
        if link["state"] == "CONTRADICTED":
            bad.append((artifact["file"], link["reason"]))
        if link.get("remark"):
            remarks[link["remark"].split(":")[0][:100]] += 1
        for row in link["evidence"]:
            seen = minor(artifact["goVersion"] or ""), artifact["format"]
            key = row["what"] if row.get("expected") is not None else row["what"] + " (unrecorded)"
            rows[key, row["state"]].append(seen)
    print(judged, "programs judged")
    for (key, state), seen in sorted(rows.items()):
        minors, formats = {m for m, _ in seen}, sorted({f for _, f in seen})
        print(f"{key:<24} {state:<13} {len(seen):>5}  {releases(minors)}  {' '.join(formats)}")
    for remark, count in remarks.most_common():
        print(f"remark, {count} times: {remark}")
    for file, reason in bad:
        print("CONTRADICTED", file, reason)
    sys.exit(1 if bad else 0)


main()
