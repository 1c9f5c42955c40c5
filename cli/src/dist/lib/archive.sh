#!/bin/sh
# Makes gotrust.jsa, the class-data archive that halves the start-up time, for the java of JAVA_HOME
# or else of PATH. It fits one JVM and one place: run this again after moving gotrust or with another
# JVM. Without a fitting archive gotrust works all the same, only slower. Where none can be made, this
# ends with 1 or 2 and leaves the one that is there.
#
#   lib/archive.sh FILE...     Go binaries to train with: what is run on them starts fast later

refuse() {
  echo "gotrust: $1" >&2
  exit 2
}

case $0 in
  */*) self=$0 ;;
  *) self=./$0 ;;
esac
home=$(CDPATH= cd -P -- "${self%/*}/.." && pwd) || exit 2
lib=$home/lib
training=$lib/training
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ $# -eq 0 ]; then
  echo "usage: lib/archive.sh FILE...    name a Go binary, any one, to train with" >&2
  exit 2
fi
case $home in
  *:*) refuse "Java finds no program below a directory with a ':' in its name; move gotrust away from $home" ;;
esac
command -v "$java" >/dev/null 2>&1 ||
  refuse "no java found: $java; set JAVA_HOME to a JDK or JRE of version 17 or newer, or add java to PATH"

binary=
for file; do
  [ -f "$file" ] && [ -r "$file" ] || refuse "can't read the file $file; name a Go binary to train with"
  case $file in
    -*) file=./$file ;;
  esac
  case $file in
    *.pack)
      set -- "$@" --then verify --offline --checksum-db-pack "$file" "${binary:-$file}"
      set -- "$@" --then verify --offline --checksum-db --cache-dir "$lib/none" "${binary:-$file}"
      ;;
    *)
      binary=$file
      set -- "$@" --then inspect "$file" --then inspect --output json "$file"
      set -- "$@" --then verify "$file" --then verify --output json "$file"
      set -- "$@" --then verify --output json "$file" "$file"
      set -- "$@" --then verify --key "$training/key.pub" --signature "$training/file.sig" "$file"
      set -- "$@" --then sbom "$file" --then sbom --format spdx "$file"
      ;;
  esac
  shift
done
set -- "$@" --then --help
set -- "$@" --then verify-blob --key "$training/key.pub" --signature "$training/file.sig" "$lib/archive.sh"
set -- "$@" --then verify-blob --bundle "$training/keyless.sigstore.json" \
  --certificate-identity-regexp . --certificate-oidc-issuer-regexp . \
  sha256:f338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61
set -- "$@" --then verify-artifact --provenance-path "$training/provenance.sigstore.json" \
  --source-uri github.com/sigstore/sigstore-js "$lib/archive.sh"

# What runs meanwhile has the old archive mapped: the new one is moved over it, whole or not at all.
draft=$lib/gotrust.jsa.tmp$$
trap 'rm -f "$draft"' EXIT
trap 'exit 1' HUP INT TERM
"$java" -XX:+IgnoreUnrecognizedVMOptions "-XX:VMOptionsFile=$lib/gotrust.vmoptions" \
  "-XX:ArchiveClassesAtExit=$draft" \
  -cp "$lib/gotrust.jar:$lib/certificates.jar:$lib/git.jar:$lib/yaml.jar" dev.gotrust.cli.Train "$@" >/dev/null 2>&1
if [ $? -ne 0 ] || [ ! -s "$draft" ] || ! mv -f "$draft" "$lib/gotrust.jsa"; then
  echo "gotrust: $java made no class-data archive in $lib; gotrust starts all the same, a little later" >&2
  exit 1
fi
