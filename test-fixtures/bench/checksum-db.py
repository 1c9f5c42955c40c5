#!/usr/bin/env python3
"""Times gotrust verify --checksum-db, cold and warm, against a database on loopback with latency.

What the database once answered is recorded with gotrust modules pack first, which needs the network,
unless a pack is named. A server then gives it out, each answer after --latency milliseconds, and
counts requests and connections. The peer of the warm run is gotrust verify without a database in
the same round: the ratio says what the proofs of all modules cost.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from compare import ROOT, Command


class Database(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files, latency = {}, 0.1
    lock, asked, open_now, most = threading.Lock(), {}, 0, 0

    def setup(self):
        super().setup()
        with Database.lock:
            Database.open_now += 1
            Database.most = max(Database.most, Database.open_now)

    def finish(self):
        super().finish()
        with Database.lock:
            Database.open_now -= 1

    def do_GET(self):
        path = self.path.lstrip("/").replace("%21", "!")
        with Database.lock:
            Database.asked[path] = Database.asked.get(path, 0) + 1
        time.sleep(Database.latency)
        data = Database.files.get(path)
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_):
        pass


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", help="a Go program with many dependencies")
    parser.add_argument("--gotrust", default=os.path.join(ROOT, "cli/target/gotrust/bin/gotrust"))
    parser.add_argument("--pack", help="recorded by gotrust modules pack; by default made now")
    parser.add_argument("--latency", type=float, default=100, help="milliseconds")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def record(options, directory):
    if not options.pack:
        options.pack = os.path.join(directory, "pack")
        cache = os.path.join(directory, "recording")
        made = [options.gotrust, "modules", "pack", "--cache-dir", cache, options.binary]
        Command("pack", made + ["-o", options.pack]).run()
    with zipfile.ZipFile(options.pack) as pack:
        Database.files = {name: pack.read(name) for name in pack.namelist()}


def main():
    options = arguments()
    if not os.access(options.gotrust, os.X_OK):
        sys.exit("build gotrust first: mvn -B -q -ntp package -DskipTests")
    directory = tempfile.mkdtemp()
    record(options, directory)
    Database.latency = options.latency / 1000
    server = ThreadingHTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ.update(GOENV="off", GOPROXY=f"http://127.0.0.1:{server.server_port}")
    cache = os.path.join(directory, "cache")
    plain = [options.gotrust, "verify", "--no-discovery", options.binary]
    asking = plain[:2] + ["--checksum-db", "--cache-dir", cache] + plain[2:]
    cold, warm = Command("cold", asking, codes=(0, 3)), Command("warm", asking, codes=(0, 3))
    peer = Command("without a database", plain, codes=(0, 3))
    for _ in range(options.rounds):
        shutil.rmtree(cache, ignore_errors=True)
        Database.asked.clear()
        cold.runs.append(cold.run())
        requests, twice = len(Database.asked), sum(n > 1 for n in Database.asked.values())
        Database.asked.clear()
        peer.runs.append(peer.run())
        warm.runs.append(warm.run())
        again = len(Database.asked)
    shutil.rmtree(directory)
    for command in (cold, warm, peer):
        print(f"{command.name}: median {command.median():.2f} s, peak {command.memory():.0f} MiB")
    print(f"cold: {requests} requests, {twice} asked for twice, {Database.most} connections at most")
    print(f"warm: {again} requests")
    ratios = [a.seconds / b.seconds for a, b in zip(warm.runs, peer.runs)]
    print(f"warm: {statistics.median(ratios):.2f} x gotrust verify without a database")


if __name__ == "__main__":
    main()
