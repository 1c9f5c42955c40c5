#!/bin/sh
# Makes gotrust.jsa, the class-data archive that halves the start-up time, for the java of JAVA_HOME
# or else of PATH. It fits one JVM and one place: run this again after moving gotrust or with another
# JVM. Without a fitting archive gotrust works all the same, only slower.
#
#   lib/archive.sh FILE...     Go binaries to train with: what is run on them starts fast later

home=$(CDPATH= cd -P -- "${0%/*}/.." && pwd) || exit 2
lib=$home/lib
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ $# -eq 0 ]; then
  echo "usage: lib/archive.sh FILE...    name a Go binary, any one, to train with" >&2
  exit 2
fi

for file; do
  set -- "$@" --then inspect "$file" --then inspect --output json "$file"
  set -- "$@" --then verify "$file" --then verify --output json "$file"
  set -- "$@" --then verify --output json "$file" "$file"
  shift
done
set -- "$@" --then --help

rm -f "$lib/gotrust.jsa"
"$java" -XX:+IgnoreUnrecognizedVMOptions "-XX:VMOptionsFile=$lib/gotrust.vmoptions" \
  "-XX:ArchiveClassesAtExit=$lib/gotrust.jsa" \
  -cp "$lib/gotrust.jar" dev.gotrust.cli.Train "$@" >/dev/null 2>&1
if [ ! -s "$lib/gotrust.jsa" ]; then
  echo "gotrust: this JVM made no class-data archive; gotrust starts without one" >&2
fi
