#!/bin/sh
# Makes .venv from requirements.lock, and on Debian installs the system packages that Python and Qt need.
# It runs before anything is installed, so it is plain sh. Called by make; a second run has nothing to do.
#
#   tools/setup.sh env      make or renew .venv and see that Qt can be loaded
#   tools/setup.sh freezer  see that PyInstaller has what it needs
set -eu
cd "$(dirname "$0")/.."

# What PySide6-Essentials loads: for any use; for an X or Wayland display; Korean letters.
QT_PACKAGES="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0
 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-shape0
 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcb-glx0 libxkbcommon-x11-0 libx11-xcb1
 libwayland-client0 libwayland-cursor0 fonts-nanum"

stop() {
    echo "$*" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "Payment Desk needs Python 3.11, 3.12 or 3.13; none is on PATH (name one: make PYTHON=/path/to/python3 ...)."
}

# The packages among "$@" that this Debian lacks; on other systems nobody can tell, so none.
missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    for package; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

apt_sentence() {
    echo "Please run as root: apt-get update && apt-get install -y --no-install-recommends $*"
}

# Installs as root or by sudo; fails where neither is possible.
install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root="sudo"
    else
        return 1
    fi
    echo "Installing system packages: $*"
    if ! {
        $as_root apt-get update -q
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
    } >build/apt.log 2>&1; then
        tail -n 5 build/apt.log >&2
        return 1
    fi
}

load_qt='
from PySide6 import QtNetwork, QtPrintSupport, QtSvg, QtTest
from PySide6.QtWidgets import QApplication
QApplication([])'

# shellcheck disable=SC2086  # $missing and $QT_PACKAGES are lists of words
make_env() {
    wanted=$(pwd; cksum requirements.lock pyproject.toml)
    if .venv/bin/python -c '' 2>/dev/null && [ "$(cat .venv/made-from 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    mkdir -p build
    python=$(find_python)
    missing=$(missing_packages $QT_PACKAGES)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        missing="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])') $missing"
    if [ -z "$missing" ] || install_packages $missing; then
        missing=""
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop "$(apt_sentence $missing)"

    if [ "$(head -n 1 .venv/made-from 2>/dev/null)" != "$(pwd)" ] || ! .venv/bin/python -c '' 2>/dev/null; then
        "$python" -m venv --clear .venv
    fi
    echo "Installing into .venv ($(.venv/bin/python --version)) what requirements.lock names"
    rm -f .venv/made-from
    PIP_DISABLE_PIP_VERSION_CHECK=1
    export PIP_DISABLE_PIP_VERSION_CHECK
    .venv/bin/python -m pip install -q --require-hashes --only-binary :all: -r requirements.lock
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation --no-index -e .

    if ! QT_QPA_PLATFORM=offscreen .venv/bin/python -c "$load_qt" 2>build/qt.log; then
        tail -n 1 build/qt.log >&2
        stop "$(apt_sentence ${missing:-$QT_PACKAGES})"
    fi
    [ -z "$missing" ] || echo "Off screen all works. For the window and Korean letters: $(apt_sentence $missing)"
    echo "$wanted" >.venv/made-from
}

# PyInstaller takes libpython with it and looks into libraries with objdump.
see_freezer() {
    [ "$(uname -s)" = Linux ] || return 0
    shared='import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))'
    missing=""
    command -v objdump >/dev/null || missing="binutils"
    .venv/bin/python -c "$shared" 2>/dev/null ||
        missing="$missing $(.venv/bin/python -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
    # shellcheck disable=SC2086  # a list of words
    [ -z "$missing" ] || install_packages $missing || stop "$(apt_sentence $missing)"
    .venv/bin/python -c "$shared" 2>/dev/null ||
        stop "$(.venv/bin/python --version) was built without its shared library, which the frozen build needs."
}

case "${1:-}" in
env) make_env ;;
freezer) see_freezer ;;
*) stop "Usage: tools/setup.sh env|freezer" ;;
esac
