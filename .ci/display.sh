# Sourced by what drives the window: a display of its own without a network, a browser and a file
# dialog that only write down what they are asked, and how to wait for things.

results=target/ci
work=$(mktemp --directory)
helpers=()
mkdir -p "$results" "$work/bin"

# A namespace of its own has no network: what still works needs none. The bus that comes with it is
# talkative, so what it says goes elsewhere than what the script says.
if [ -z "${SYNCMEND_OFFLINE:-}" ]; then
    rmdir "$work/bin" "$work"
    as_user=()
    [ "$(id --user)" -eq 0 ] || as_user=(--map-current-user)
    exec unshare --net "${as_user[@]}" env SYNCMEND_OFFLINE=1 \
        dbus-run-session -- "$0" "$@" 3>&1 4>&2 >/dev/null 2>&1
fi
exec >&3 2>&4 3>&- 4>&-

clean_up() {
    local process
    for process in ${window_process:-} "${helpers[@]}"; do
        kill -KILL "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    # Its programs outlive the window, and write where they are.
    [ ! -d "$work/wine" ] || wineserver --kill || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
    printf '%s: %s; what the program said is in %s\n' "$(basename "$0")" "$1" "$log" >&2
    import -window root "$results/failed.png" 2>/dev/null || true
    exit 1
}

# Waits until a command succeeds, 30 seconds at most.
wait_for() {
    local what=$1 until=$((SECONDS + 30))
    shift
    until "$@" >"$work/last" 2>&1; do
        [ "$SECONDS" -lt "$until" ] || fail "waited 30 s for $what"
        sleep 0.2
    done
}

find_window() { window=$(xdotool search --onlyvisible --name "$1" | head -n 1) && [ -n "$window" ]; }
has_focus() { [ "$(xdotool getwindowfocus)" = "$window" ] || { xdotool windowfocus "$window" && false; }; }

# A key, and the frame that follows it: a second key in the same frame would find the old focus.
press() {
    xdotool key "$@"
    sleep 0.7
}

write() {
    xdotool type --delay 60 "$1"
    sleep 0.7
}

is_gone() { ! kill -0 "$window_process" 2>/dev/null; }

# Asks the window to close until it does: a key is lost where the window manager is busy.
close_window() {
    local until=$((SECONDS + 30)) again=$((SECONDS + 8))
    press alt+F4
    until is_gone; do
        [ "$SECONDS" -lt "$until" ] || fail 'waited 30 s for the window to close'
        if [ "$SECONDS" -ge "$again" ]; then
            again=$((SECONDS + 8))
            press alt+F4
        fi
        sleep 0.2
    done
}

# Waits for the window of that name and gives it the keyboard.
await_window() {
    wait_for "the window $1" find_window "$1"
    wait_for 'the focus' has_focus
}

# A display of that size. It picks a free number by itself.
open_display() {
    unset WAYLAND_DISPLAY
    rm -f "$work/display"
    Xvfb -displayfd 3 -screen 0 "${1:-1280x860}x24" -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb.log" &
    helpers+=($!)
    wait_for 'the display' test -s "$work/display"
    DISPLAY=:$(cat "$work/display")
    export DISPLAY
    openbox >"$work/openbox.log" 2>&1 &
    helpers+=($!)
    # Out of the way, so that it points at nothing.
    xdotool mousemove 3000 3000
}

# Wine in a place of its own: nothing of an earlier run is in there, and nothing of this one stays.
own_wine() {
    source "$(packaging/toolchain --folder)/env"
    cp --archive --reflink=auto "$WINEPREFIX" "$work/wine"
    export WINEPREFIX=$work/wine
}

# A browser that writes down what it was asked to open, and a file dialog that picks $work/picked.
stand_ins() {
    printf '#!/bin/sh\nprintf "%%s\\n" "$1" >>"%s"\n' "$work/opened" >"$work/bin/xdg-open"
    printf '#!/bin/sh\ncat "%s"\n' "$work/picked" >"$work/bin/zenity"
    chmod +x "$work/bin/xdg-open" "$work/bin/zenity"
    PATH=$work/bin:$PATH
}
