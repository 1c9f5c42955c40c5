#!/bin/bash
# Builds every committed fixture anew, with its golden facts and RECIPES.md.
#
#   build-fixtures.sh [OUTDIR]     default: the resources of this module and samples/hello/hello
#   ONLY="NAME…" build-fixtures.sh  makes these alone and leaves the others, with their recipes, as they are
#
# Needs go, gcc, binutils, llvm, osslsigncode, quill (github.com/anchore/quill, built from its repository) and python3. Older toolchains come through GOTOOLCHAIN.
# Everything is built under /tmp/gotrust-fixtures: the builds without -trimpath record that path, so it is
# part of their recipes. The Go programs come out byte for byte as committed; what gcc links does with
# the same gcc only; the Authenticode signature differs each time, since its key is thrown away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
resources=$(cd "$here/../src/main/resources/dev/gotrust/fixtures" && pwd)
out=${1:-$resources}
sample=$here/../samples/hello
work=/tmp/gotrust-fixtures
export GOENV=off GOFLAGS= GOTOOLCHAIN=local LC_ALL=C TZ=UTC
mkdir -p "$out" "$work/raw" "$work/bin"
out=$(cd "$out" && pwd)
rm -rf "$work/programs" "$work/sample"
cp -r "$here/programs" "$work/programs"
cp -r "$sample" "$work/sample"
rm -f "$work/sample/hello"
raw=$work/raw
go=go
recipes=$work/RECIPES.md
previous=$work/previous.md
cp "$resources/RECIPES.md" "$previous"
: > "$recipes"
: > "$work/index.txt"

wanted() { # NAME: whether it is to be made
  case " ${ONLY:-$1} " in *" $1 "*) ;; *) return 1 ;; esac
}

recipe_of() { # NAME: its recipe as it stands; "": what stands before all recipes
  awk -v name="$1" '/^## / { here = substr($0, 4) } here == name' "$previous"
}

toolchain() { # VERSION: prints a GOROOT whose path is the same on every machine
  local root=$work/go$1
  if [ ! -x "$root/bin/go" ]; then
    local found
    found=$(cd / && GOTOOLCHAIN=go$1 go env GOROOT)
    cp -al "$found" "$root" 2>/dev/null || { rm -rf "$root"; cp -r "$found" "$root"; }
    chmod -R u+w "$root"
  fi
  echo "$root"
}

# build NAME VERSION PROGRAM "ENV…" FLAG…: one go build
build() {
  local name=$1 version=$2 program=$3 env=$4 root
  shift 4
  wanted "$name" || return 0
  root=$(toolchain "$version")
  command="go$version: $env go build$(printf " '%s'" "$@")  (in $program)"
  go=$root/bin/go
  (cd "$work/$program" && env -u GOTOOLCHAIN GOTOOLCHAIN=local GOROOT="$root" GO111MODULE=on GOCACHE="$work/cache" \
    GOMODCACHE="$work/mod" CGO_ENABLED=0 $env "$go" build "$@" -o "$raw/$name" .)
}

# derive NAME "SHELL COMMAND": made from other fixtures, in the directory that holds them
derive() {
  wanted "$1" || return 0
  command=$2
  (cd "$raw" && eval "$2") >"$work/derive.log" 2>&1 || { cat "$work/derive.log"; exit 1; }
}

# keep NAME FORMAT OS ARCH CONTENT_ID WHY PURPOSE [BASE…]: golden facts, recipe, and the packed bytes
keep() {
  local name=$1 format=$2 os=$3 arch=$4 content=$5 why=$6 purpose=$7 sum
  shift 7
  echo "$name" >> "$work/index.txt"
  if ! wanted "$name"; then
    recipe_of "$name" >> "$recipes"
    return
  fi
  python3 "$here/golden.py" "$raw/$name" "$go" "$format" "$os" "$arch" "$content" "$why" > "$out/$name.golden.json"
  sum=$(sha256sum < "$raw/$name" | cut -d' ' -f1)
  printf '## %s\n\n%s\n\n- made by: `%s`\n- sha256: `%s`\n- content ID: %s (%s)\n' \
    "$name" "$purpose" "$command" "$sum" "$content" "$why" >> "$recipes"
  if [ "$name" = hello ]; then
    printf -- '- stored: as it is, in `samples/hello/`\n\n' >> "$recipes"
    if [ "$out" = "$resources" ]; then cp "$raw/$name" "$sample/hello"; fi
  elif [ $# -gt 0 ]; then
    printf -- '- stored: as a delta from %s\n\n' "$*" >> "$recipes"
    (cd "$raw" && python3 "$here/delta.py" "$out/$name.delta.gz" "$name" "$@")
  else
    printf -- '- stored: gzip\n\n' >> "$recipes"
    gzip -9nc "$raw/$name" > "$out/$name.gz"
  fi
  echo "$name $sum"
}

companions() { # NAME PROGRAM: the go.mod and go.sum of its main module
  wanted "$1" || return 0
  cp "$work/$2/go.mod" "$out/$1.go.mod"
  cp "$work/$2/go.sum" "$out/$1.go.sum"
}

untouched="as the linker wrote it"
small='-ldflags=-s -w'

build hello 1.26.8 sample "GOOS=linux GOARCH=amd64" -trimpath -buildvcs=false "$small"
keep hello elf linux amd64 match "$untouched" \
  "The sample that README verifies: one dependency from go.sum, one replaced by another version, one by a directory."
companions hello sample

derive hello-edited "cp hello hello-edited && python3 $here/edit.py hello-edited 1 xxhash/v2 v2.3.0 v2.3.1 && $go tool buildid -w hello-edited"
command="edit.py hello-edited 1 xxhash/v2 v2.3.0 v2.3.1 (a copy of hello), go1.26.8: go tool buildid -w hello-edited"
keep hello-edited elf linux amd64 match "the ID was rewritten after the edit" \
  "A forgery: one of the two copies of the build info names another version; the content ID fits." hello

derive hello-forged "cp hello hello-forged && python3 $here/edit.py hello-forged 9 xxhash/v2 h1:UL h1:UM && $go tool buildid -w hello-forged"
command="edit.py hello-forged 9 xxhash/v2 h1:UL h1:UM (a copy of hello), go1.26.8: go tool buildid -w hello-forged"
keep hello-forged elf linux amd64 match "the ID was rewritten after the edit" \
  "A forgery: both copies of the build info carry the same wrong h1; only go.sum can tell." hello
companions hello-forged sample

build elf-386-go1.13-deps 1.13.15 programs/deps "GOOS=linux GOARCH=386" -trimpath
keep elf-386-go1.13-deps elf linux 386 match "$untouched" \
  "ELF 32 bit with symbols and DWARF; the build info by pointers; dependencies and replacements."
companions elf-386-go1.13-deps programs/deps

mkdir -p "$work/gopath/src/example.com"
cp -r "$work/programs/tiny" "$work/gopath/src/example.com/"
build elf-amd64-go1.9 1.9.7 gopath/src/example.com/tiny "GOOS=linux GOARCH=amd64 GOPATH=$work/gopath" "$small"
keep elf-amd64-go1.9 elf linux amd64 not-applicable "Go 1.9 and older write one hash without a slash" \
  "Go before content IDs and before build info."

build pe-386-go1.12 1.12.17 programs/tiny "GOOS=windows GOARCH=386" "$small"
keep pe-386-go1.12 pe windows 386 match "$untouched" "PE 32 bit; a content ID, but Go before .go.buildinfo."

build elf-s390x-go1.17 1.17.13 programs/tiny "GOOS=linux GOARCH=s390x" -trimpath "$small"
keep elf-s390x-go1.17 elf linux s390x match "$untouched" "Big-endian ELF; the build info by pointers."

build elf-s390x-go1.24 1.24.4 programs/tiny "GOOS=linux GOARCH=s390x" -trimpath "$small"
keep elf-s390x-go1.24 elf linux s390x match "$untouched" \
  "Big-endian ELF; the build info inline; a GNU build-id of Go 1.24 (first byte XOR 0x01)."

build elf-arm64-go1.20 1.20.14 programs/tiny "GOOS=linux GOARCH=arm64" -trimpath "$small"
keep elf-arm64-go1.20 elf linux arm64 match "$untouched" "ELF arm64."

build elf-amd64-go1.18 1.18.10 programs/tiny "GOOS=linux GOARCH=amd64" -trimpath "$small"
keep elf-amd64-go1.18 elf linux amd64 match "$untouched" "The first release with the build info inline."

derive elf-amd64-go1.18-stripped "strip -o elf-amd64-go1.18-stripped elf-amd64-go1.18"
keep elf-amd64-go1.18-stripped elf linux amd64 mismatch "strip wrote it anew" \
  "Section headers at the end of the file, as binutils writes them." elf-amd64-go1.18

derive elf-amd64-go1.18-patched \
  "python3 -c \"b=bytearray(open('elf-amd64-go1.18','rb').read()); b[len(b)//3]^=1; open('elf-amd64-go1.18-patched','wb').write(b)\""
keep elf-amd64-go1.18-patched elf linux amd64 mismatch "one bit flipped in place" \
  "Changed in place: the layout is still the Go linker's." elf-amd64-go1.18

derive elf-amd64-go1.18-appended "(cat elf-amd64-go1.18; printf 'appended by a packager') > elf-amd64-go1.18-appended"
keep elf-amd64-go1.18-appended elf linux amd64 mismatch "bytes appended" "Bytes behind the image's end." elf-amd64-go1.18

build elf-amd64-go1.20-cgo 1.20.14 programs/cgo "GOOS=linux GOARCH=amd64 CGO_ENABLED=1" -trimpath "$small"
keep elf-amd64-go1.20-cgo elf linux amd64 match "$untouched" \
  "Linked by gcc, whose own GNU build-id stands inside the hash: the rule before Go 1.24."

build elf-amd64-go1.24-cgo 1.24.4 programs/cgo "GOOS=linux GOARCH=amd64 CGO_ENABLED=1" -buildmode=pie "$small"
keep elf-amd64-go1.24-cgo elf linux amd64 match "$untouched" \
  "Linked by gcc as PIE, without -trimpath: every build setting is recorded; GNU build-id masked by the rule of Go 1.24."

! wanted elf-amd64-go1.27-embed || cp "$raw/elf-amd64-go1.18" "$work/programs/embed/payload"
build elf-amd64-go1.27-embed 1.27.0 programs/embed "GOOS=linux GOARCH=amd64" -trimpath "$small"
command="$command, payload = elf-amd64-go1.18"
keep elf-amd64-go1.27-embed elf linux amd64 match "$untouched" \
  "Carries another Go program: two build infos, two build IDs, two pclntabs." elf-amd64-go1.18

! wanted elf-amd64-go1.24-garbled || [ -x "$work/bin/garble" ] || (cd / && GOTOOLCHAIN=local GOROOT=$(toolchain 1.24.4) GOBIN=$work/bin \
  "$(toolchain 1.24.4)/bin/go" install mvdan.cc/garble@v0.14.2)
derive elf-amd64-go1.24-garbled "cd $work/programs/tiny && CGO_ENABLED=0 GOROOT=$(toolchain 1.24.4) PATH=$(toolchain 1.24.4)/bin:\$PATH \
GARBLE_CACHE=$work/garble $work/bin/garble -seed=Z290cnVzdGdvdHJ1c3Q -tiny build -o $raw/elf-amd64-go1.24-garbled ."
command="go1.24.4, mvdan.cc/garble@v0.14.2: garble -seed=Z290cnVzdGdvdHJ1c3Q -tiny build  (in programs/tiny)"
keep elf-amd64-go1.24-garbled elf linux amd64 not-applicable "garble leaves the build ID out" \
  "Obfuscated: no build ID, no build info, a random pclntab magic."

commit() ( # DIRECTORY MESSAGE: makes it a git repository with one commit, tagged v1.2.3
  cd "$1"
  export GIT_AUTHOR_NAME=fixture GIT_AUTHOR_EMAIL=fixture@example.com GIT_AUTHOR_DATE=2026-01-02T03:04:05Z
  export GIT_COMMITTER_NAME=fixture GIT_COMMITTER_EMAIL=fixture@example.com GIT_COMMITTER_DATE=2026-01-02T03:04:05Z
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
  git init -q -b main && git add . && git commit -qm "$2" && git tag v1.2.3
)

cp -r "$work/programs/tiny" "$work/programs/tagged"
commit "$work/programs/tagged" tiny
build pe-amd64-go1.26 1.26.8 programs/tagged "GOOS=windows GOARCH=amd64" -trimpath "$small"
command="$command, a git repository with one commit of programs/tiny, tagged v1.2.3"
keep pe-amd64-go1.26 pe windows amd64 match "$untouched" "PE 64 bit; version and revision from version control."

derive pe-amd64-go1.26-signed "rm -f pe-amd64-go1.26-signed
openssl req -x509 -newkey rsa:2048 -nodes -keyout $work/key.pem -out $work/cert.pem -days 3650 -subj /CN=fixture -addext extendedKeyUsage=codeSigning
osslsigncode sign -certs $work/cert.pem -key $work/key.pem -st 1767323045 -in pe-amd64-go1.26 -out pe-amd64-go1.26-signed"
command="osslsigncode sign -certs cert.pem -key key.pem -st 1767323045 -in pe-amd64-go1.26 -out pe-amd64-go1.26-signed (a fresh RSA-2048 key)"
keep pe-amd64-go1.26-signed pe windows amd64 mismatch "Authenticode signature" "Authenticode-signed after linking." pe-amd64-go1.26

build macho-amd64-go1.15 1.15.15 programs/tiny "GOOS=darwin GOARCH=amd64" -trimpath "$small"
keep macho-amd64-go1.15 macho darwin amd64 match "$untouched" "Mach-O without a code signature; the build info by pointers."

build macho-arm64-go1.26 1.26.8 programs/tiny "GOOS=darwin GOARCH=arm64" -trimpath -buildvcs=false "$small"
keep macho-arm64-go1.26 macho darwin arm64 match "$untouched" "Mach-O with the linker's ad-hoc code signature and a UUID derived from the build ID."

derive macho-arm64-go1.26-resigned "cp macho-arm64-go1.26 macho-arm64-go1.26-resigned && quill sign macho-arm64-go1.26-resigned"
command="quill sign macho-arm64-go1.26-resigned (a copy of macho-arm64-go1.26; quill of github.com/anchore/quill, ad hoc)"
keep macho-arm64-go1.26-resigned macho darwin arm64 mismatch "signed again" "Signed again by another tool than the linker." macho-arm64-go1.26

# Bases of the forgery kit (dev.gotrust.fixtures.Forgery): for each target a trimmed program and the same one with symbols and the
# paths of this machine, which is stored as a delta from it. DWARF would be most of such a delta, so one alone has it.
forged="A base of the forgery kit"
full="with symbols and full paths, without DWARF"
build elf-amd64-go1.26-deps 1.26.8 sample "GOOS=linux GOARCH=amd64" -buildvcs=false
keep elf-amd64-go1.26-deps elf linux amd64 match "$untouched" "$forged: with symbols, DWARF and full paths; hello is the trimmed one." hello
companions elf-amd64-go1.26-deps sample

build elf-386-go1.26-deps-trimmed 1.26.8 sample "GOOS=linux GOARCH=386" -trimpath -buildvcs=false "$small"
keep elf-386-go1.26-deps-trimmed elf linux 386 match "$untouched" "$forged: 32 bit, trimmed."
companions elf-386-go1.26-deps-trimmed sample
build elf-386-go1.26-deps 1.26.8 sample "GOOS=linux GOARCH=386" -buildvcs=false -ldflags=-w
keep elf-386-go1.26-deps elf linux 386 match "$untouched" "$forged: 32 bit, $full." elf-386-go1.26-deps-trimmed
companions elf-386-go1.26-deps sample

build elf-s390x-go1.24-deps-trimmed 1.24.4 programs/deps "GOOS=linux GOARCH=s390x" -trimpath "$small"
keep elf-s390x-go1.24-deps-trimmed elf linux s390x match "$untouched" "$forged: big-endian, trimmed; a long DefaultGODEBUG."
companions elf-s390x-go1.24-deps-trimmed programs/deps
build elf-s390x-go1.24-deps 1.24.4 programs/deps "GOOS=linux GOARCH=s390x" -ldflags=-w
keep elf-s390x-go1.24-deps elf linux s390x match "$untouched" "$forged: big-endian, $full." elf-s390x-go1.24-deps-trimmed
companions elf-s390x-go1.24-deps programs/deps

versioned() { # DIRECTORY: a git repository of the sample, one commit, tagged v1.2.3
  cp -r "$sample" "$1"
  rm -f "$1/hello"
  commit "$1" sample
}

versioned "$work/programs/clean"
versioned "$work/programs/dirty"
echo "// Changed after the commit." >> "$work/programs/dirty/main.go"
repository="a git repository with one commit of the sample, tagged v1.2.3"
build pe-amd64-go1.26-deps-trimmed 1.26.8 programs/clean "GOOS=windows GOARCH=amd64" -trimpath "$small"
command="$command, $repository"
keep pe-amd64-go1.26-deps-trimmed pe windows amd64 match "$untouched" "$forged: PE, trimmed; built from a clean commit."
companions pe-amd64-go1.26-deps-trimmed sample
build pe-amd64-go1.26-deps 1.26.8 programs/dirty "GOOS=windows GOARCH=amd64" -ldflags=-w
command="$command, $repository, main.go then changed"
keep pe-amd64-go1.26-deps pe windows amd64 match "$untouched" "$forged: PE, $full; built from changed files." pe-amd64-go1.26-deps-trimmed
companions pe-amd64-go1.26-deps sample

build macho-arm64-go1.26-deps-trimmed 1.26.8 sample "GOOS=darwin GOARCH=arm64" -trimpath -buildvcs=false "$small"
keep macho-arm64-go1.26-deps-trimmed macho darwin arm64 match "$untouched" "$forged: Mach-O with the linker's ad-hoc signature, trimmed."
companions macho-arm64-go1.26-deps-trimmed sample
build macho-arm64-go1.26-deps 1.26.8 sample "GOOS=darwin GOARCH=arm64" -buildvcs=false -ldflags=-w
keep macho-arm64-go1.26-deps macho darwin arm64 match "$untouched" "$forged: Mach-O, $full." macho-arm64-go1.26-deps-trimmed
companions macho-arm64-go1.26-deps sample

# One program in every way of building that the packages link must understand. The trimmed build of a downloaded toolchain is
# packages-trimmed again; tests and plugins are large and are built live only.
packages="packages-trimmed packages packages-vendored-trimmed packages-vendored packages-workspace-trimmed packages-workspace
  packages-gopath-trimmed packages-gopath packages-bazel packages-toolchain packages-installed-trimmed packages-installed"
for name in $packages; do
  wanted "$name" || continue
  GOCACHE=$work/cache "$here/build-packages.sh" "$work/packages" "$(toolchain 1.26.8)" > "$work/packages.txt"
  break
done
packaged() { # NAME CONTENT_ID WHY PURPOSE BASE…
  local name=$1 content=$2 why=$3 purpose=$4
  shift 4
  derive "$name" "cp $work/packages/$name $name"
  command="build-packages.sh: $(sed -n "s/^$name\t//p" "$work/packages.txt" 2>/dev/null)"
  keep "$name" elf linux amd64 "$content" "$why" "$purpose" "$@"
}
go=$(toolchain 1.26.8)/bin/go
dependencies="capitals, a dotted element, a major version, a module below another's path, replacements by another path, version and directory, a //line directive"
packaged packages-trimmed match "$untouched" "Modules in every shape, trimmed: $dependencies." hello
packaged packages match "$untouched" "The same with full paths: replacements stand under their own names." packages-trimmed
packaged packages-vendored-trimmed match "$untouched" "Vendored, trimmed: versions stay in file names, no h1." packages-trimmed
packaged packages-vendored match "$untouched" "Vendored, with full paths: no file name shows a version." packages packages-trimmed
packaged packages-workspace-trimmed match "$untouched" "A workspace, trimmed: one dependency is a member." packages-trimmed
packaged packages-workspace match "$untouched" "A workspace, with full paths." packages packages-trimmed
packaged packages-gopath-trimmed match "$untouched" "GOPATH, trimmed: no module is declared." packages-trimmed
packaged packages-gopath match "$untouched" "GOPATH, with full paths." packages packages-trimmed
packaged packages-bazel not-applicable "rules_go sets another ID" \
  "Laid out as Bazel does: external/REPOSITORY in file names, no modinfo, no path of the main package." packages-trimmed
packaged packages-toolchain match "$untouched" "GOROOT lies in the module cache, as a downloaded toolchain's does." packages packages-trimmed
packaged packages-installed-trimmed match "$untouched" "The main module at a version, trimmed: go install PATH@VERSION." packages-trimmed
packaged packages-installed match "$untouched" "The main module at a version, with full paths." packages-installed-trimmed

for kind in fat fat64; do
  derive macho-$kind "python3 $here/fat.py $kind macho-$kind macho-amd64-go1.15 macho-arm64-go1.26"
  command="fat.py $kind macho-$kind macho-amd64-go1.15 macho-arm64-go1.26"
  keep macho-$kind macho-fat darwin "" match "$untouched, each slice by itself" \
    "Two slices of different Go versions under one header ($kind)." macho-amd64-go1.15 macho-arm64-go1.26
done

build wasm-js-go1.13 1.13.15 programs/tiny "GOOS=js GOARCH=wasm" -trimpath
keep wasm-js-go1.13 wasm js wasm match "$untouched" "wasm with the older custom section go.buildid."

build wasm-wasip1-go1.21 1.21.13 programs/tiny "GOOS=wasip1 GOARCH=wasm" -trimpath "$small"
keep wasm-wasip1-go1.21 wasm wasip1 wasm match "$untouched" "wasm for WASI."

build plan9-386-go1.17 1.17.13 programs/tiny "GOOS=plan9 GOARCH=386" -trimpath "$small"
keep plan9-386-go1.17 plan9 plan9 386 match "$untouched" "Plan 9 a.out."

# go version cannot read an XCOFF file that was linked with -s
build xcoff-ppc64-go1.20 1.20.14 programs/tiny "GOOS=aix GOARCH=ppc64" -trimpath -ldflags=-w
keep xcoff-ppc64-go1.20 xcoff aix ppc64 match "$untouched" "XCOFF for AIX, big-endian."

no_go="no Go binary"
derive c-program "gcc -O2 -s -o c-program $work/programs/plain/main.c"
command="gcc -O2 -s -o c-program programs/plain/main.c"
keep c-program elf linux amd64 not-applicable "$no_go" "An ELF program with a GNU build-id that is not Go."
derive text "cp $work/programs/plain/notes.txt text"
command="programs/plain/notes.txt"
keep text "" "" "" not-applicable "$no_go" "A text that names Go's markers."
derive script "cp $work/programs/plain/script.sh script"
command="programs/plain/script.sh"
keep script "" "" "" not-applicable "$no_go" "A shell script."
derive empty ": > empty"
keep empty "" "" "" not-applicable "$no_go" "No bytes at all."

sort "$work/index.txt" > "$out/index.txt"
heading() {
  printf '# How each fixture was made\n\n'
  printf 'Written by `scripts/build-fixtures.sh`, which makes them all anew under /tmp/gotrust-fixtures.\n'
  printf 'Golden facts come from the go command of %s; whether the content ID is right, from `go tool buildid -w`\n' \
    "$("$(toolchain 1.26.8)/bin/go" version | cut -d' ' -f3)"
  printf 'of the toolchain that linked the file. %s; %s;\n%s; %s.\nEvery build starts from CGO_ENABLED=0, GO111MODULE=on, an empty GOFLAGS and GOENV=off.\n\n' \
    "$(gcc --version | head -1)" "$(ld --version | head -1)" "$(osslsigncode --version | head -1)" "$(llvm-readobj --version | sed -n 's/^ *//;/version/p' | head -1)"
}

{
  if [ -n "${ONLY:-}" ]; then recipe_of ""; else heading; fi
  cat "$recipes"
} > "$out/RECIPES.md"
du -ch "$out"/*.gz | tail -1
