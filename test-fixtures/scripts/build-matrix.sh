#!/bin/bash
# Builds Go programs for many targets, link modes and after-link tools, for comparing live what gotrust
# computes with what is known of each file.
#
#   build-matrix.sh OUTDIR [fast|wide]
#
# fast (default): what the go command on the PATH builds in about a minute and a half on two cores.
# wide: every target, and older toolchains through GOTOOLCHAIN: several minutes, and downloads.
# Prints one line per file that was built: PATH TAB OUTCOME, where OUTCOME is what recomputing the content
# ID must find: match, mismatch or not-applicable; then, where a setting must show in the file, TAB KEY. What could not be built goes to standard error and is
# no failure: a machine without gcc has no cgo builds. Exit code 1 only when nothing was built.
set -u
key=
usage="usage: build-matrix.sh OUTDIR [fast|wide]"
mkdir -p "${1:?$usage}" || exit 2
out=$(cd "$1" && pwd)
mode=${2:-fast}
case $mode in fast | wide) ;; *) echo "$usage" >&2; exit 2 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
programs=$out/.programs
rm -rf "$programs"
cp -r "$here/programs" "$programs"
export GOENV=off GOFLAGS=-buildvcs=false GO111MODULE=on GOTOOLCHAIN=${GOTOOLCHAIN:-local}
built=0

report() { # NAME OUTCOME
  built=$((built + 1))
  printf '%s\t%s%s\n' "$out/$1" "$2" "${key:+	$key}"
}

# build NAME OUTCOME PROGRAM "ENV…" FLAG… [PACKAGE]; without one, what lies in the program's directory
build() {
  local name=$1 outcome=$2 program=$3 env=$4
  shift 4
  if (cd "$programs/$program" && env CGO_ENABLED=0 $env go build -o "$out/$name" "$@") >"$out/.log" 2>&1; then
    report "$name" "$outcome"
  else
    echo "not built: $name: $(tail -1 "$out/.log")" >&2
  fi
}

# tested VERSION: a test binary
tested() {
  local name=go$1-test
  printf 'package main\n\nimport "testing"\n\nfunc TestMain(*testing.M) {}\n' > "$programs/tiny/main_test.go"
  if (cd "$programs/tiny" && env CGO_ENABLED=0 GOFLAGS= "GOTOOLCHAIN=go$1" go test -c -o "$out/$name" .) \
    >"$out/.log" 2>&1; then
    report "$name" match
  else
    echo "not built: $name: $(tail -1 "$out/.log")" >&2
  fi
  rm -f "$programs/tiny/main_test.go"
}

# shows KEY NAME PROGRAM "ENV…" FLAG…: a build in which that setting must show
shows() {
  local key=$1 name=$2
  shift 2
  build "$name" match "$@"
}

# repository: one commit, and a file that is not in it; silent without git
repository() {
  local tree=$programs/modified
  local as=(-c user.name=a -c user.email=a@example.com -c commit.gpgsign=false)
  cp -r "$programs/tiny" "$tree" && git -C "$tree" init -q && git -C "$tree" add . &&
    git -C "$tree" "${as[@]}" commit -qm one && touch "$tree/new.txt"
}

# tool TARGET FLAG…: one of Go's own commands, in which the build ID stands twice
tool() {
  local target=$1
  shift
  build "asm-${target//\//-}${*:+-pie}" match tiny "GOOS=${target%/*} GOARCH=${target#*/}" "$@" cmd/asm
}

# change NAME OUTCOME FROM COMMAND…: runs COMMAND on a copy; silent when FROM or the tool is missing
change() {
  local name=$1 outcome=$2 from=$3
  shift 3
  [ -f "$out/$from" ] && command -v "$1" >/dev/null || return 0
  cp "$out/$from" "$out/$name"
  if "$@" "$out/$name" >"$out/.log" 2>&1; then
    report "$name" "$outcome"
  else
    rm -f "$out/$name"
    echo "not made: $name: $(tail -1 "$out/.log")" >&2
  fi
}

append() { printf 'appended' >> "$1"; }
flip() { # one bit, a third into the file
  local at byte
  at=$(($(wc -c < "$1") / 3))
  byte=$(od -An -tu1 -j "$at" -N 1 "$1" | tr -d ' ')
  # shellcheck disable=SC2059
  printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
}

sign() { # as Authenticode does, with a key that is thrown away
  [ -f "$out/.key" ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout "$out/.key" -out "$out/.certificate" -days 2 \
    -subj /CN=matrix -addext extendedKeyUsage=codeSigning || return 1
  osslsigncode sign -certs "$out/.certificate" -key "$out/.key" -in "$1" -out "$1.new" && mv "$1.new" "$1"
}

fast_targets="linux/amd64 linux/386 linux/arm64 linux/s390x windows/amd64 darwin/arm64 wasip1/wasm"
wide_targets="$fast_targets linux/arm linux/mips linux/mips64le linux/ppc64le linux/riscv64 linux/loong64
  windows/386 windows/arm64 darwin/amd64 freebsd/amd64 openbsd/amd64 netbsd/amd64 dragonfly/amd64 solaris/amd64
  aix/ppc64 plan9/amd64 plan9/386 plan9/arm js/wasm android/arm64"
targets=$fast_targets
[ "$mode" = wide ] && targets=$wide_targets

for target in $targets; do
  system=${target%/*} arch=${target#*/}
  build "$system-$arch" match tiny "GOOS=$system GOARCH=$arch"
  build "$system-$arch-sw" match tiny "GOOS=$system GOARCH=$arch" -trimpath '-ldflags=-s -w'
done
tool linux/amd64
tool js/wasm
build deps match deps "" -trimpath
build pie match tiny "" -buildmode=pie
build id-empty not-applicable tiny "" -ldflags=-buildid=
build id-custom not-applicable tiny "" -ldflags=-buildid=chosen/by/hand
build b-none match tiny "" '-ldflags=-B none'
build b-hex match tiny "" '-ldflags=-B 0x00112233445566778899aabbccddeeff00112233'
tested "$(go env GOVERSION | sed 's/^go//; s/ .*//')"
shows GOAMD64 v3 tiny GOAMD64=v3
shows DefaultGODEBUG debug debug ""
shows GOFIPS140 fips hashes GOFIPS140=v1.0.0
shows -race race tiny CGO_ENABLED=1 -race
shows -cover cover tiny "" -cover
repository >/dev/null 2>&1 && shows vcs.modified modified modified GOFLAGS= -buildvcs=true .
build cgo match cgo CGO_ENABLED=1
build cgo-sw match cgo CGO_ENABLED=1 '-ldflags=-s -w'
build cgo-pie match cgo CGO_ENABLED=1 -buildmode=pie
build cgo-internal match cgo CGO_ENABLED=1 -ldflags=-linkmode=internal
build windows-cgo match cgo "CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc"
build windows-cgo-sw match cgo "CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc" '-ldflags=-s -w'
build external match tiny CGO_ENABLED=1 -ldflags=-linkmode=external
cp "$out/linux-386" "$programs/embed/payload" 2>/dev/null && build embed match embed ""

for from in linux-amd64 cgo; do
  change $from-stripped mismatch $from strip
  change $from-debugless mismatch $from strip -g
  change $from-objcopied mismatch $from objcopy
  change $from-llvm-stripped mismatch $from llvm-strip
  change $from-rewritten-id match $from go tool buildid -w
done
for from in windows-amd64 windows-cgo windows-cgo-sw; do
  change $from-signed mismatch $from sign
done
change cgo-patchelf mismatch cgo patchelf --set-rpath /opt/lib
for from in linux-amd64 windows-amd64 darwin-arm64 wasip1-wasm; do
  change $from-appended mismatch $from append
  change $from-flipped mismatch $from flip
  change $from-flipped-then-rewritten match $from-flipped go tool buildid -w
done

if [ "$mode" = wide ]; then
  for target in linux/386 linux/s390x windows/amd64 darwin/arm64 aix/ppc64 plan9/amd64; do tool "$target"; done
  tool linux/amd64 -buildmode=pie
  shows -asan asan tiny CGO_ENABLED=1 -asan
  build plugin match cgo CGO_ENABLED=1 -buildmode=plugin
  build shared match cgo CGO_ENABLED=1 -buildmode=c-shared
  for version in 1.13.15 1.15.15 1.16.15 1.17.13 1.18.10 1.20.14 1.21.13 1.22.12 1.23.12 1.24.4 1.25.4 1.27.0; do
    for target in linux/amd64 linux/386 linux/s390x windows/amd64 darwin/amd64 js/wasm; do
      system=${target%/*} arch=${target#*/}
      build "go$version-$system-$arch" match tiny "GOFLAGS= GOTOOLCHAIN=go$version GOOS=$system GOARCH=$arch"
    done
    tested "$version"
    build "go$version-deps" match deps "GOFLAGS= GOTOOLCHAIN=go$version"
    build "go$version-cgo" match cgo "GOFLAGS= GOTOOLCHAIN=go$version CGO_ENABLED=1"
  done
fi
rm -rf "$out/.log" "$out/.key" "$out/.certificate" "$programs"
[ $built -gt 0 ]
