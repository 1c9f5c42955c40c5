#!/usr/bin/env python3
"""Times signatures in whole processes, beside cosign and java in the same run, and prints ratios."""

import argparse
import base64
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from compare import ROOT, Command, build

SAMPLE = "test-fixtures/src/main/resources/dev/gotrust/fixtures/sigstore/sigstore-java-2.0.0.jar.json"
SIZES = {"3 MB": 1_700_000, "43 MB": 41_500_000}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gotrust", default=os.path.join(ROOT, "cli/target/gotrust/bin/gotrust"))
    parser.add_argument("--cosign", default=os.environ.get("GOTRUST_COSIGN") or shutil.which("cosign"))
    parser.add_argument("--rounds", type=int, default=11)
    return parser.parse_args()


def signed(cosign, directory, name, file):
    """Signs a file by a new key; returns what names key and bundle to either program."""
    prefix = os.path.join(directory, name.replace(" ", ""))
    environment = dict(os.environ, COSIGN_PASSWORD="", TUF_ROOT=os.path.join(directory, "tuf"))
    quiet = {"env": environment, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    config = prefix + ".none.json"
    subprocess.run([cosign, "generate-key-pair", "--output-key-prefix", prefix], **quiet)
    subprocess.run([cosign, "signing-config", "create", "--out", config], **quiet)
    line = [cosign, "sign-blob", "--yes", "--key", prefix + ".key", "--signing-config", config]
    subprocess.run(line + ["--bundle", prefix + ".json", file], **quiet)
    return ["--key", prefix + ".pub", "--bundle", prefix + ".json"]


def keyless(options):
    """A real bundle of the public-good instance; the file that it is of is named by its digest."""
    bundle = os.path.join(ROOT, SAMPLE)
    with open(bundle) as text:
        digest = base64.b64decode(json.load(text)["messageSignature"]["messageDigest"]["digest"])
    identity = ["--certificate-identity-regexp", "^https://github.com/sigstore/", "--certificate-oidc-issuer"]
    issuer = "https://token.actions.githubusercontent.com"
    return [options.gotrust, "verify-blob", "--bundle", bundle, *identity, issuer, "sha256:" + digest.hex()]


def commands(options, directory):
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
    table = {
        "java": Command("java -version", [java, "-Xshare:auto", "-version"]),
        "keyless": Command("gotrust verify-blob, keyless", keyless(options)),
    }
    if not options.cosign:
        print("left out, no cosign here: by key")
        return table
    for name, size in SIZES.items():
        file = build(directory, "app" + name.split()[0], size)
        if not file:
            sys.exit("go is needed to build the programs that are signed")
        by = signed(options.cosign, directory, name, file)
        verify = [options.gotrust, "verify", "--no-discovery", *by, file]
        table["ours " + name] = Command(f"gotrust verify --key, {name}", verify)
        blob = [options.gotrust, "verify-blob", *by, file]
        table["blob " + name] = Command(f"gotrust verify-blob --key, {name}", blob)
        theirs = [options.cosign, "verify-blob", "--insecure-ignore-tlog=true", *by, file]
        table["cosign " + name] = Command(f"cosign verify-blob --key, {name}", theirs)
    return table


def ratio(table, above, below):
    pairs = zip(table[above].runs, table[below].runs)
    return statistics.median(a.seconds / b.seconds for a, b in pairs)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as directory:
        table = commands(options, directory)
        for command in table.values():
            command.run()
        for _ in range(options.rounds):
            for command in table.values():
                command.runs.append(command.run())
    for command in table.values():
        print(f"{command.name:36} {command.median():8.3f} s {command.memory():7.0f} MiB")
    more = (k.seconds - j.seconds for k, j in zip(table["keyless"].runs, table["java"].runs))
    print(f"keyless above java -version          {statistics.median(more):8.3f} s")
    for name in SIZES:
        if "cosign " + name in table:
            for ours in ("ours ", "blob "):
                title = table[ours + name].name + " / cosign"
                print(f"{title:46} {ratio(table, ours + name, 'cosign ' + name):5.2f}")


if __name__ == "__main__":
    main()
