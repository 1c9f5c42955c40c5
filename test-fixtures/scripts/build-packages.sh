#!/bin/bash
# Builds one program (programs/packages/packages.txtar) in every way that the go command and others build programs,
# for what the packages link says of each.
#
#   build-packages.sh OUTDIR [GOROOT]      default: the GOROOT of the go command on the PATH
#
# Prints one line per file that was built: NAME TAB COMMAND; the file is OUTDIR/NAME. What could not be built goes to standard error
# and is no failure: a machine without gcc has no plugins. Needs python3 and no network: modules come from OUTDIR/src/proxy.
set -u
usage="usage: build-packages.sh OUTDIR [GOROOT]"
mkdir -p "${1:?$usage}" || exit 2
out=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export GOENV=off GOTOOLCHAIN=local GO111MODULE=on GOFLAGS=-mod=mod GOSUMDB=off LC_ALL=C
goroot=${2:-$(go env GOROOT)}
src=$out/src
# Directories of a module cache are read-only. Its files may be links to a GOROOT: their modes stay as they are.
writable() { find "$src" -type d ! -perm -u+w -exec chmod u+w {} +; }
[ ! -d "$src" ] || { writable && rm -rf "$src"; }
mkdir -p "$src"
python3 "$here/proxy.py" "$here/programs/packages/packages.txtar" "$src" || exit 2
export GOPROXY=file://$src/proxy GOMODCACHE=$src/mod GOPATH=$src/gopath GOROOT=$goroot CGO_ENABLED=0
go=$goroot/bin/go
small='-ldflags=-s -w'
built=0

# in_directory DIRECTORY NAME TEXT COMMAND…: runs a command that writes OUTDIR/NAME; TEXT is what the line says of it
in_directory() {
  local directory=$1 name=$2 said=$3
  shift 3
  if (cd "$directory" && "$@") >"$out/.log" 2>&1 && [ -f "$out/$name" ]; then
    built=$((built + 1))
    printf '%s\t%s\n' "$name" "$said"
  else
    echo "not built: $name: $(tail -1 "$out/.log")" >&2
  fi
}

# build NAME DIRECTORY "ENV…" FLAG…: NAME as it is and NAME-trimmed
build() {
  local name=$1 directory=$2 env=$3
  shift 3
  in_directory "$src/$directory" "$name" "${env:+$env }go build$(printf " '%s'" "$@" "$small")  (in $directory)" \
    env $env "$go" build "$@" "$small" -o "$out/$name" .
  in_directory "$src/$directory" "$name-trimmed" "${env:+$env }go build$(printf " '%s'" -trimpath "$@" "$small")  (in $directory)" \
    env $env "$go" build -trimpath "$@" "$small" -o "$out/$name-trimmed" .
}

build packages main ""

# The same with its dependencies beside it.
cp -r "$src/main" "$src/vendored"
(cd "$src/vendored" && "$go" mod vendor)
build packages-vendored vendored "GOFLAGS=" -mod=vendor

# A workspace: one dependency is a member of it.
version() { "$go" list -m -f '{{.Dir}}' "$1"; }
lib=$(cd "$src/main" && version example.com/lib)
cp -r "$lib"/. "$src/workspace/lib" && writable
build packages-workspace main "GOFLAGS= GOWORK=$src/workspace/go.work"

# GOPATH: directories named as import paths are, and no modules at all.
for module in Upper/Case dotted.v3 forked lib lib/nested local major/v2 moved unused; do
  mkdir -p "$src/gopath/src/example.com/$module"
  cp -r "$(cd "$src/main" && version "example.com/$module")"/. "$src/gopath/src/example.com/$module"
done
writable
cp -r "$src/main" "$src/gopath/src/example.com/packages"
rm -rf "$src/gopath/src/example.com/packages/local"
find "$src/gopath" -name go.mod -delete
build packages-gopath gopath/src/example.com/packages "GO111MODULE=off GOFLAGS="

# Bazel: compile and link are called without the go command, on directories named external/REPOSITORY; no build info.
bazel() {
  local config=$src/bazel/importcfg package path directory
  "$go" list -export -trimpath -deps -f '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}' std > "$config" || return
  while read -r path directory; do
    mkdir -p "$(dirname "$directory")"
    "$go" tool compile -p "$path" -trimpath "$src/bazel=>" -importcfg "$config" -o "$directory.a" -pack "$directory"/*.go || return
    [ "$path" = main ] || echo "packagefile $path=$directory.a" >> "$config"
  done < "$src/bazel/packages"
  "$go" tool link -importcfg "$config" -o "$out/packages-bazel" -buildid=redacted -s -w cmd.a
}
mkdir -p "$src/bazel/external" "$src/bazel/cmd"
cp -r "$src/main/inner" "$src/bazel" && rm -f "$src/bazel"/inner/*_test.go
cp "$src/main/main.go" "$src/bazel/cmd"
{
  for module in Upper/Case dotted.v3 forked lib lib/nested local major/v2 moved unused; do
    repository=com_example_$(echo "$module" | tr '[:upper:]/.' '[:lower:]__')
    cp -r "$src/gopath/src/example.com/$module" "$src/bazel/external/$repository"
    echo "example.com/$module external/$repository"
    [ "$module" != lib ] || printf 'example.com/lib/%s external/com_example_lib/%s\n' sub sub lined lined
  done
  echo "example.com/packages/inner inner"
  echo "main cmd"
} > "$src/bazel/packages"
in_directory "$src/bazel" packages-bazel "go tool compile and go tool link as rules_go calls them  (build-packages.sh, bazel)" bazel

# A toolchain where the go command puts those that it downloads.
downloaded=$GOMODCACHE/golang.org/toolchain@v0.0.1-$("$go" env GOVERSION).linux-amd64
mkdir -p "$(dirname "$downloaded")"
cp -al "$goroot" "$downloaded" 2>/dev/null || { rm -rf "$downloaded"; cp -r "$goroot" "$downloaded"; }
go=$downloaded/bin/go
build packages-toolchain main "GOROOT=$downloaded"
go=$goroot/bin/go

# A main module at a version.
install() { # NAME FLAG…
  local name=$1
  shift
  rm -rf "$src/bin"
  GOFLAGS= GOBIN=$src/bin "$go" install "$@" "$small" example.com/tool/v2/cmd/tool@v2.1.0 && cp "$src/bin/tool" "$out/$name"
}
for flag in "" -trimpath; do
  name=packages-installed${flag:+-trimmed}
  in_directory "$src" "$name" "GOFLAGS= go install ${flag:+$flag }'$small' example.com/tool/v2/cmd/tool@v2.1.0" install "$name" $flag
done

# Tests in a package of their own, a plugin, a C library.
in_directory "$src/main" packages-test "go test -c ./inner" "$go" test -c -o "$out/packages-test" ./inner
in_directory "$src/main" packages-test-trimmed "go test -c -trimpath ./inner" \
  "$go" test -c -trimpath -o "$out/packages-test-trimmed" ./inner
for mode in plugin c-shared; do
  build "packages-$mode" plugin CGO_ENABLED=1 "-buildmode=$mode"
done
in_directory "$src/plugin" packages-plugin-files "CGO_ENABLED=1 go build -buildmode=plugin plugin.go  (in plugin)" \
  env CGO_ENABLED=1 "$go" build -buildmode=plugin -o "$out/packages-plugin-files" plugin.go
writable
rm -f "$out/.log"
[ $built -gt 0 ]
