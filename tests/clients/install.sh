#!/bin/sh
# Installs the real programs that the tests start. Quick where all of them are there already.
set -eu
cd "$(dirname "$0")"

# The fonts: one that has Chinese, and one as wide as Calibri, by whose digits column widths are measured. Wine for its
# cmd.exe, which takes code page 936 from a Chinese locale.
missing=
for package in chromium chromium-driver e2fsprogs firefox-esr fonts-crosextra-carlito fonts-noto-cjk gnumeric imagemagick libreoffice-calc libreoffice-writer locales poppler-utils python3-tk python3-uno wine wine64 xvfb; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
        missing="$missing $package"
done
command -v npm >/dev/null || missing="$missing npm" # node comes from elsewhere as often as from Debian

if [ -n "$missing" ]; then
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    $as_root apt-get update
    # shellcheck disable=SC2086 # one word per package
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
fi

# npm ci takes seconds even where nothing is to do: the lock file it last followed is kept beside its work.
if ! cmp -s package-lock.json node_modules/package-lock.installed; then
    npm ci --prefix .
    cp package-lock.json node_modules/package-lock.installed
fi
