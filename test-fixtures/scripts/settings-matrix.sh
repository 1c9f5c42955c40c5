#!/bin/bash
# Builds small Go programs with each setting that a build info records, and holds the link `settings`
# of gotrust against them: an intact program must never be contradicted.
#
#   settings-matrix.sh OUTDIR GOTRUST [VERSION…]
#
# GOTRUST is the command to run, VERSION such as 1.26.11: the newest patch of every release since Go 1.18
# where none is named, through GOTOOLCHAIN, which downloads what is missing. Prints a table of the rows by
# state, with the Go releases and formats where each was seen, and the programs that are contradicted; exit
# code 1 if there are any. What could not be built goes to standard error and is no failure: a release may not
# know the setting, and a machine without a C toolchain has no cgo. CLANG, MINGW and CROSS name further
# C compilers: one that has the memory sanitizer, one for windows/amd64, one for linux/arm64. PARTS names the
# functions below to run, all where it is not set.
set -u
usage="usage: settings-matrix.sh OUTDIR GOTRUST [VERSION…]"
mkdir -p "${1:?$usage}" || exit 2
out=$(cd "$1" && pwd)
gotrust=${2:?$usage}
shift 2
[ $# -gt 0 ] || set -- 1.18.10 1.19.13 1.20.14 1.21.13 1.22.12 1.23.12 1.24.13 1.25.14 1.26.11 1.27.4
here=$(cd "$(dirname "$0")" && pwd)
programs=$out/.programs
rm -rf "$programs"
cp -r "$here/programs" "$programs"
export GOENV=off GOFLAGS= GO111MODULE=on GOWORK=off
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com

program() { # NAME GO-VERSION: a module whose main.go comes from standard input
  mkdir -p "$programs/$1"
  cat > "$programs/$1/main.go"
  printf 'module example.com/%s\n\ngo %s\n' "$1" "$2" > "$programs/$1/go.mod"
}

# build NAME PROGRAM "ENV…" FLAG… [PACKAGE]
build() {
  local name=$version-$1 program=$2 env=$3
  shift 3
  (cd "$programs/$program" && env GOTOOLCHAIN="go$version" CGO_ENABLED=0 $env go build -o "$out/$name" "$@") \
    >"$out/.log" 2>&1 || echo "not built: $name: $(grep -v '^#' "$out/.log" | tail -1)" >&2
}

# at_least MINOR: whether the version is of that release or a later one
at_least() { [ "$(echo "$version" | cut -d. -f2)" -ge "$1" ]; }

systems() {
  local target
  for target in linux/386 linux/arm linux/arm64 linux/mips linux/mips64le linux/ppc64le linux/riscv64 linux/s390x \
    windows/amd64 windows/386 windows/arm64 darwin/amd64 darwin/arm64 freebsd/amd64 netbsd/amd64 openbsd/amd64 \
    dragonfly/amd64 solaris/amd64 illumos/amd64 aix/ppc64 plan9/amd64 plan9/386 js/wasm wasip1/wasm android/arm64; do
    build "os-${target//\//-}" empty "GOOS=${target%/*} GOARCH=${target#*/}"
    build "os-${target//\//-}-sw" empty "GOOS=${target%/*} GOARCH=${target#*/}" -trimpath '-ldflags=-s -w'
  done
  build pie-windows empty GOOS=windows -buildmode=pie
  build pie-darwin empty GOOS=darwin -buildmode=pie
  build pie-android empty "GOOS=android GOARCH=arm64" -buildmode=pie
  build sw-windows empty GOOS=windows '-ldflags=-s -w'
  build sw-darwin empty GOOS=darwin '-ldflags=-s -w'
  build sw-wasm empty "GOOS=js GOARCH=wasm" '-ldflags=-s -w'
  build sw-aix empty "GOOS=aix GOARCH=ppc64" '-ldflags=-s -w'
  build sw-plan9 empty GOOS=plan9 '-ldflags=-s -w'
  build w-freebsd empty GOOS=freebsd -ldflags=-w
  build reactor empty "GOOS=wasip1 GOARCH=wasm" -buildmode=c-shared
}

instrumented() {
  local program
  for program in empty hashes; do
    build race-$program $program CGO_ENABLED=1 -race
    build race-sw-$program $program CGO_ENABLED=1 -race '-ldflags=-s -w'
    build race-trim-$program $program CGO_ENABLED=1 -race -trimpath
    build asan-$program $program CGO_ENABLED=1 -asan
    build cover-$program $program "" -cover
    build cover-sw-$program $program "" -cover -trimpath '-ldflags=-s -w'
    [ -z "${CLANG-}" ] || build msan-$program $program "CGO_ENABLED=1 CC=$CLANG" -msan
  done
  build race-pie empty CGO_ENABLED=1 -race -buildmode=pie
  build race-darwin empty "GOOS=darwin GOARCH=amd64 CGO_ENABLED=0" -race
  build race-embed embed "CGO_ENABLED=1" -race
  build race-tag tagrace CGO_ENABLED=1 -tags race
  build race-norace norace CGO_ENABLED=1 -race
  build cover-none empty "" -cover -coverpkg=errors
  [ -z "${MINGW-}" ] || build race-windows empty "CGO_ENABLED=1 GOOS=windows CC=$MINGW" -race
  [ -z "${CROSS-}" ] || build race-arm64 empty "CGO_ENABLED=1 GOARCH=arm64 CC=$CROSS" -race
}

linker() {
  build s empty "" -ldflags=-s
  build w empty "" -ldflags=-w
  build sw empty "" '-ldflags=-s -w'
  build s-false empty "" -ldflags=-s=false
  build s-true empty "" -ldflags=--s=true
  build s-off-on empty "" '-ldflags=-s -s=false'
  build s-value empty "" "-ldflags=-X main.name=-s"
  build s-quoted empty "" "-ldflags=-X 'main.name=a -s b' -w"
  build s-double empty "" '-ldflags="-s" "-w"'
  build s-all empty "" '-ldflags=all=-s -w'
  build s-other empty "" '-ldflags=example.com/other=-s -w'
  build s-twice empty "" '-ldflags=-s' '-ldflags=example.com/other=-w'
  build s-nodwarf empty "" '-ldflags=-s -w=0'
  build static cgo CGO_ENABLED=1 '-ldflags=-extldflags=-static'
  build external empty CGO_ENABLED=1 -ldflags=-linkmode=external
  build external-sw cgo CGO_ENABLED=1 '-ldflags=-linkmode external -s -w'
  build external-s cgo CGO_ENABLED=1 '-ldflags=-linkmode external -s'
  build external-w cgo CGO_ENABLED=1 '-ldflags=-linkmode external -w'
  build by-hand-pie empty "" -ldflags=-buildmode=pie
  build trimmed-by-hand empty "" "-gcflags=all=-trimpath=$programs" "-asmflags=all=-trimpath=$programs"
}

modes() {
  local mode
  for mode in exe pie c-shared plugin c-archive; do
    build mode-$mode cgo CGO_ENABLED=1 -buildmode=$mode
    build mode-$mode-sw cgo CGO_ENABLED=1 -buildmode=$mode '-ldflags=-s -w'
    build mode-$mode-v3 cgo "CGO_ENABLED=1 GOAMD64=v3" -buildmode=$mode
    rm -f "$out/$version-mode-c-archive"*
  done
  build mode-pie-static cgo CGO_ENABLED=1 -buildmode=pie '-ldflags=-linkmode=external -extldflags=-static'
  build mode-pie-static-pie cgo CGO_ENABLED=1 -buildmode=pie '-ldflags=-linkmode=external -extldflags=-static-pie'
  build mode-pie-internal empty "" -buildmode=pie
  [ -z "${MINGW-}" ] || build mode-dll cgo "CGO_ENABLED=1 GOOS=windows CC=$MINGW" -buildmode=c-shared
  [ -z "${MINGW-}" ] || build windows-cgo-sw cgo "CGO_ENABLED=1 GOOS=windows CC=$MINGW" '-ldflags=-s -w'
}

levels() {
  local level system
  for level in v1 v2 v3 v4; do
    for system in linux windows darwin freebsd plan9 solaris; do
      build level-$level-$system empty "GOOS=$system GOAMD64=$level"
    done
    build level-$level-pie empty "GOAMD64=$level" -buildmode=pie
    build level-$level-sw empty "GOAMD64=$level" -trimpath '-ldflags=-s -w'
  done
  cp "$out/$version-level-v3-linux" "$programs/embed/payload" || return 0
  build level-carried-by-v1 embed GOAMD64=v1
  build level-carried-by-v2 embed GOAMD64=v2
}

fips() {
  local chosen
  at_least 24 || return 0
  for chosen in off latest v1.0.0 inprocess certified; do
    build fips-$chosen hashes "GOFIPS140=$chosen"
    build fips-$chosen-empty empty "GOFIPS140=$chosen" -trimpath '-ldflags=-s -w'
  done
  build fips-windows hashes "GOFIPS140=v1.0.0 GOOS=windows"
  build fips-darwin hashes "GOFIPS140=v1.0.0 GOOS=darwin"
}

others() {
  local system
  build plain hashes ""
  build trimpath deps "" -trimpath
  build untrimmed deps ""
  build vendor-free deps "" -trimpath '-ldflags=-s -w'
  build tags hashes "" -tags=netgo,osusergo,trace
  build cgo cgo CGO_ENABLED=1
  build cgo-off hashes CGO_ENABLED=1
  build experiment empty GOEXPERIMENT=fieldtrack
  build boring hashes "GOEXPERIMENT=boringcrypto CGO_ENABLED=1"
  at_least 21 || return 0
  for system in linux windows darwin freebsd plan9 solaris; do
    build debug-$system debug "GOOS=$system"
    build debug-sw-$system debug "GOOS=$system" -trimpath '-ldflags=-s -w'
  done
  build debug-aix debug "GOOS=aix GOARCH=ppc64"
  build debug-wasm debug "GOOS=js GOARCH=wasm"
  build debug-s390x debug "GOARCH=s390x"
  build debug-pie debug "" -buildmode=pie
  build debug-external debug CGO_ENABLED=1 -buildmode=pie '-ldflags=-linkmode=external -s'
  build debug-shared debug CGO_ENABLED=1 -buildmode=c-shared
  build debug-plugin debug CGO_ENABLED=1 -buildmode=plugin
}

# repository NAME PATH: a module in a work tree with one commit and a program in it and in its folder cmd/x
repository() {
  local tree=$programs/$1
  mkdir -p "$tree/cmd/x"
  printf 'module %s\n\ngo 1.18\n' "$2" > "$tree/go.mod"
  cp "$programs/empty/main.go" "$tree"
  cp "$programs/empty/main.go" "$tree/cmd/x"
  git -C "$tree" init -q && git -C "$tree" add . && git -C "$tree" commit -qm one
}

# commit NAME: one more commit
commit() {
  echo >> "$programs/$1/main.go"
  git -C "$programs/$1" commit -qam more
}

stamps() { # NAME: with a clean tree, then with one that is modified
  local name=$1
  count=$((count + 1))
  build "vcs-$name-$count" "$name" "" -buildvcs=true .
  build "vcs-$name-$count-trim" "$name" "" -buildvcs=true -trimpath '-ldflags=-s -w' ./cmd/x
  echo // >> "$programs/$name/main.go"
  build "vcs-$name-$count-dirty" "$name" "" -buildvcs=true .
  git -C "$programs/$name" checkout -q main.go
}

histories() {
  rm -rf "$programs"/repo-*
  count=0
  repository repo-plain example.com/plain
  stamps repo-plain
  git -C "$programs/repo-plain" tag v1.2.3
  stamps repo-plain
  commit repo-plain
  stamps repo-plain
  git -C "$programs/repo-plain" tag v1.3.0-rc.1
  commit repo-plain
  stamps repo-plain
  repository repo-two example.com/two/v2
  git -C "$programs/repo-two" tag v2.0.1
  stamps repo-two
  commit repo-two
  stamps repo-two
  repository repo-one example.com/one
  git -C "$programs/repo-one" tag v2.0.1 # no module of this major version: an incompatible tag
  stamps repo-one
  commit repo-one
  stamps repo-one
  mkdir "$programs/repo-one/sub"
  cp "$programs/empty"/* "$programs/repo-one/sub"
  sed -i s,example.com/empty,example.com/one/sub, "$programs/repo-one/sub/go.mod"
  git -C "$programs/repo-one" add sub && git -C "$programs/repo-one" commit -qm sub
  git -C "$programs/repo-one" tag sub/v0.4.0
  build vcs-sub repo-one/sub "" -buildvcs=true .
  commit repo-one
  build vcs-sub-later repo-one/sub "" -buildvcs=true .
  echo // >> "$programs/repo-one/sub/main.go"
  build vcs-sub-dirty repo-one/sub "" -buildvcs=true .
  git clone -q --depth 1 "file://$programs/repo-plain" "$programs/repo-shallow" && stamps repo-shallow
  build vcs-false repo-plain "" -buildvcs=false .
  git -C "$programs/repo-plain" init -q --object-format=sha256 "$programs/repo-sha256" 2>/dev/null &&
    repository repo-sha256 example.com/sha256 && stamps repo-sha256
}

program empty 1.18 <<'E1'
package main

var name string

func main() { _ = name }
E1
program hashes 1.18 <<'E1'
package main

import (
	"crypto/sha256"
	"fmt"
)

func main() { fmt.Println(sha256.Sum256(nil)) }
E1
program norace 1.18 <<'E1'
package main

//go:norace
func main() {}
E1
program tagrace 1.18 <<'E1'
package main

import "C"
import _ "runtime/race"

func main() {}
E1
program debug 1.21 <<'E1'
//go:debug panicnil=1
//go:debug madvdontneed=1
package main

func main() {}
E1
echo payload > "$programs/embed/payload"

for version in "$@"; do
  for part in ${PARTS:-linker modes others histories instrumented fips levels systems}; do
    "$part"
  done
done
rm -rf "$out/.log" "$programs" "$out"/*.h
python3 "$here/settings_table.py" "$gotrust" "$out"/*
