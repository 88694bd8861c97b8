#!/bin/sh
# Makes .venv from requirements.lock, and on Debian installs the system packages that Python and Qt need.
# Runs before anything is installed, so it is plain sh. Called by make; a second run has nothing to do.
#
#   tools/setup.sh env      make or renew .venv
#   tools/setup.sh qt       see that Qt can be loaded, off screen and on a screen
#   tools/setup.sh freezer  see that PyInstaller has what it needs
set -eu
cd "$(dirname "$0")/.."

# What PySide6-Essentials loads (docs/decisions/0001): for any use; for a real X display; Korean letters.
QT_PACKAGES="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0"
X_PACKAGES="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-randr0
 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcb-glx0 libxkbcommon-x11-0 libx11-xcb1
 libwayland-client0 libwayland-cursor0"
FONT_PACKAGES="fonts-nanum"

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

# Installs Debian packages as root or by sudo; where neither is possible, says the one command that is missing.
install_packages() {
    if ! command -v apt-get >/dev/null; then
        stop "Please install, with this system's package manager, what Debian calls: $*"
    elif [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root="sudo"
    else
        stop "Please run as root: apt-get update && apt-get install -y --no-install-recommends $*"
    fi
    echo "Installing system packages: $*"
    {
        $as_root apt-get update -q
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
    } >build/apt.log 2>&1 || {
        tail -n 5 build/apt.log >&2
        stop "This failed: apt-get update && apt-get install -y --no-install-recommends $*"
    }
}

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

make_env() {
    wanted=$(pwd; cksum requirements.lock pyproject.toml)
    if .venv/bin/python -c '' 2>/dev/null && [ "$(cat .venv/made-from 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    mkdir -p build
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    if [ "$(head -n 1 .venv/made-from 2>/dev/null)" != "$(pwd)" ] || ! .venv/bin/python -c '' 2>/dev/null; then
        "$python" -m venv --clear .venv
    fi
    echo "Installing into .venv ($(.venv/bin/python --version)) what requirements.lock names"
    rm -f .venv/made-from
    PIP_DISABLE_PIP_VERSION_CHECK=1
    export PIP_DISABLE_PIP_VERSION_CHECK
    .venv/bin/python -m pip install -q --require-hashes --only-binary :all: -r requirements.lock
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation --no-index -e .
    echo "$wanted" >.venv/made-from
}

see_qt() {
    stamp=.venv/qt-seen
    if [ -f "$stamp" ] || [ "$(uname -s)" != Linux ]; then
        return
    fi
    mkdir -p build
    if command -v dpkg-query >/dev/null; then
        missing=""
        for package in $QT_PACKAGES $X_PACKAGES $FONT_PACKAGES; do
            installed "$package" || missing="$missing $package"
        done
        # shellcheck disable=SC2086  # a list of words
        [ -z "$missing" ] || install_packages $missing
    fi
    QT_QPA_PLATFORM=offscreen .venv/bin/python -c '
from PySide6 import QtNetwork, QtPrintSupport, QtSvg, QtTest
from PySide6.QtWidgets import QApplication
QApplication([])' 2>build/qt.log || {
        tail -n 1 build/qt.log >&2
        stop "Qt cannot be loaded. On Debian: apt-get install -y --no-install-recommends $QT_PACKAGES" $X_PACKAGES $FONT_PACKAGES
    }
    touch "$stamp"
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
    [ -z "$missing" ] || install_packages $missing
    .venv/bin/python -c "$shared" 2>/dev/null ||
        stop "This Python was built without its shared library, which the frozen build needs: $(.venv/bin/python --version)"
}

case "${1:-}" in
env) make_env ;;
qt) see_qt ;;
freezer) see_freezer ;;
*) stop "Usage: tools/setup.sh env|qt|freezer" ;;
esac
