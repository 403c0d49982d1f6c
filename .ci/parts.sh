# Sourced by what runs checks one after the other: says what it does, how long each part took, and at
# which one it failed. The caller names the file of the durations in $durations.

# Said now, not after a quarter of an hour.
[ "$(id --user)" -eq 0 ] || {
    printf 'Needs root, to install packages and to enter a Debian of its own.\n' >&2
    exit 1
}
mkdir -p target/ci
export CARGO_TERM_COLOR=never
: >"$durations"

doing=start
trap 'code=$?; [ "$code" -eq 0 ] || printf "\nFailed: %s\n" "$doing" >&2' EXIT

part() {
    doing=$1
    shift
    local begun=$SECONDS
    printf '\n== %s\n' "$doing"
    "$@"
    printf '%5d s  %s\n' $((SECONDS - begun)) "$doing" | tee --append "$durations"
}

all_passed() {
    printf '\nAll passed in %d s\n' "$SECONDS"
    cat "$durations"
}

packages=(gcc git libc6-dev xvfb xauth xdotool xclip openbox imagemagick x11-utils strace unzip faketime
    at-spi2-core dbus gir1.2-atspi-2.0 libglib2.0-bin python3-gi debootstrap desktop-file-utils appstream
    libgl1 libx11-6 libx11-xcb1 libxi6 libxcursor1 libxkbcommon-x11-0 openssl postgresql)

install_missing() {
    local package missing=()
    for package in "${packages[@]}"; do
        dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null |
            grep --quiet 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    printf 'installing %s\n' "${missing[*]}"
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}"
}

# Advisories need a database from github.com, which is not to be had everywhere: releases check them.
check_crates() {
    local tools=target/tools
    [ "$("$tools/bin/cargo-deny" --version 2>/dev/null)" = 'cargo-deny 0.20.2' ] ||
        CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --root "$tools" \
            --target-dir "$tools/target" cargo-deny@0.20.2
    "$tools/bin/cargo-deny" --offline check bans licenses sources
}
