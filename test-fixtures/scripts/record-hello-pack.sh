#!/bin/sh
# Records what the checksum database answers for samples/hello/hello: all that
# gotrust verify --checksum-db-pack needs. Needs the network; the tree grows, so each
# recording is another one.
set -eu
cd "$(dirname "$0")/.."
pack=src/main/resources/dev/gotrust/fixtures/hello.pack
cache=$(mktemp -d)
../cli/target/gotrust/bin/gotrust modules pack --cache-dir "$cache" samples/hello/hello -o "$pack"
rm -rf "$cache"
