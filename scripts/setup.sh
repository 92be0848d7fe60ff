#!/bin/sh
# Makes .venv, installs the project into it, and checks the system parts that PDFs and tests need.
#
#   scripts/setup.sh demo    what surveykit needs to run
#   scripts/setup.sh dev     with the tools for developers; system parts are not checked
#   scripts/setup.sh test    as dev, and with Chromium, poppler-utils, R and PSPP for the tests
#
# Quiet when there is nothing to do. Exit: 0 done, 2 bad usage, 3 the machine lacks something.
# PYTHON=/path/to/python3 chooses the interpreter for a new .venv.

# Lists of packages and parts are words in a string, split on purpose.
# shellcheck disable=SC2046,SC2086

set -eu

mode=${1:-demo}
case $mode in
    demo) extras="" parts="pango font" ;;
    dev) extras='[dev]' parts="" ;;
    test) extras='[dev]' parts="pango font chromium poppler r pspp" ;;
    *) echo "usage: scripts/setup.sh demo|dev|test" >&2; exit 2 ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
venv=.venv
stamp=$venv/.surveykit-setup
log=$(mktemp "${TMPDIR:-/tmp}/surveykit-setup.XXXXXX")
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf 'set-up: %s\n' "$*"; }
complain() { printf 'set-up: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# Output goes to the log, and is shown only when the command fails.
quietly() {
    if "$@" >"$log" 2>&1 </dev/null; then return 0; fi
    tail -n 20 "$log" >&2
    return 1
}

# --- system packages ---------------------------------------------------------------------------------

as_root=""
can_apt() {
    has apt-get || return 1
    if [ "$(id -u)" = 0 ]; then return 0; fi
    if has sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; return 0; fi
    return 1
}

apt_get() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

# The package lists may be empty or stale, which the first attempt finds out.
apt_install() {
    say "installing $* (apt-get)"
    apt_get install --no-install-recommends "$@" >"$log" 2>&1 </dev/null && return 0
    apt_get update >"$log" 2>&1 </dev/null || true
    quietly apt_get install --no-install-recommends "$@"
}

manager() {
    for name in apt-get dnf pacman brew; do
        if has $name; then echo $name; return; fi
    done
    echo none
}

packages_for() {  # MANAGER PART
    case $1:$2 in
        apt-get:pango) echo "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig" ;;
        apt-get:font) echo "fonts-noto-core fonts-noto-cjk fontconfig" ;;
        dnf:font) echo "google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts fontconfig" ;;
        pacman:font) echo "noto-fonts noto-fonts-cjk fontconfig" ;;
        brew:font) echo "font-noto-sans-cjk-sc font-noto-serif-cjk-sc fontconfig" ;;
        none:font) echo "noto-sans-cjk noto-serif-cjk fontconfig" ;;
        brew:pango) echo "pango fontconfig" ;;
        *:pango) echo "pango harfbuzz fontconfig" ;;
        apt-get:chromium) echo "chromium libatomic1" ;;
        dnf:chromium) echo "chromium libatomic" ;;
        *:chromium) echo "chromium" ;;
        apt-get:poppler | dnf:poppler) echo "poppler-utils" ;;
        *:poppler) echo "poppler" ;;
        apt-get:r) echo "r-base-core r-cran-haven" ;;
        dnf:r) echo "R-core R-haven" ;;
        *:r) echo "r" ;;
        *:pspp) echo "pspp" ;;
    esac
}

command_for() {  # PART... : what a person types to install them
    manager=$(manager)
    case $manager in
        pacman) command="sudo pacman -S" ;;
        brew) command="brew install" ;;
        none) command="with this system's package manager, install:" ;;
        *) command="sudo $manager install" ;;
    esac
    for part in "$@"; do packages_for "$manager" "$part"; done |
        tr ' ' '\n' | awk -v command="$command" '!seen[$0]++ { command = command " " $0 } END { print command }'
}

# Loads shared libraries (NAME:VERSION) as the program that needs them will, so this answers for any system.
loads() {
    "$python" - "$@" <<'END' >/dev/null 2>&1
import ctypes, ctypes.util, sys
for library in sys.argv[1:]:
    name, version = library.split(":")
    try:
        ctypes.CDLL(f"lib{name}.{version}.dylib" if sys.platform == "darwin" else f"lib{name}.so.{version}")
    except OSError:
        if not ctypes.util.find_library(name):
            sys.exit(1)
END
}

has_chromium() {
    has chromium || has chromium-browser || has google-chrome || return 1
    # The driver that comes with the Playwright package is linked to libatomic.
    [ "$(uname -s)" != Linux ] || loads atomic:1
}

has_r() {
    has Rscript || return 1
    Rscript --vanilla -e 'quit(status = !requireNamespace("haven", quietly = TRUE))' >/dev/null 2>&1
}

has_part() {
    case $1 in
        pango) loads pango-1.0:0 pangoft2-1.0:0 harfbuzz-subset:0 fontconfig:1 ;;
        font) has fc-list && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ] ;;
        chromium) has_chromium ;;
        poppler) has pdftotext && has pdftoppm ;;
        r) has_r ;;
        pspp) has pspp ;;
    esac
}

missing_parts() {
    list=""
    for part in "$@"; do has_part "$part" || list="$list $part"; done
    echo "$list"
}

# --- Python ------------------------------------------------------------------------------------------

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
# On Debian, venv can be imported while ensurepip, which it needs, is in a package of its own.
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# A name on PATH can be a shim for a version that isn't there, so each candidate is run.
find_python() {
    bare=""
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.13 python3.12 python3.11; fi
    for candidate in "$@"; do
        is_recent "$candidate" || continue
        if makes_venvs "$candidate"; then python=$candidate; return; fi
        bare=${bare:-$candidate}
    done
    if [ -z "$bare" ]; then
        found=$("${PYTHON:-python3}" --version 2>&1) || found="no ${PYTHON:-python3}"
        complain "surveykit needs Python 3.11 or newer; this machine has $found."
        complain "Install a newer one, or name it: PYTHON=/path/to/python3.12 make demo"
        exit 3
    fi
    case $bare in
        python3.*) package=$bare-venv ;;
        *) package=python3-venv ;;
    esac
    if can_apt && apt_install "$package" && makes_venvs "$bare"; then python=$bare; return; fi
    complain "$bare cannot make virtual environments; install its venv package, then run this again:"
    complain "  sudo apt-get install $package"
    exit 3
}

make_venv() {
    find_python
    say "making $venv with $("$python" --version)"
    # --clear, for what is there belongs to another folder or to a Python that is gone.
    if ! quietly "$python" -m venv --clear "$venv"; then
        rm -rf "$venv"
        complain "$python could not make $venv (see above)"
        exit 3
    fi
}

# Scripts in a virtual environment hold its full path: in a folder that was moved or copied they are dead.
venv_is_usable() {
    [ -x "$venv/bin/python" ] && is_recent "$venv/bin/python" || return 1
    "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 || return 1
    [ ! -f "$stamp" ] || [ "$(sed -n 2p "$stamp")" = "$root" ]
}

venv_is_usable || make_venv
python=$venv/bin/python

wanted=$(cksum <pyproject.toml)
installed="" installed_extras=""
if [ -f "$stamp" ]; then
    installed=$(sed -n 1p "$stamp")
    installed_extras=$(sed -n 3p "$stamp")
fi
# A .venv with the developers' tools stays one: it also runs the demonstration.
extras=${extras:-$installed_extras}
if [ "$installed" != "$wanted" ] || [ "$installed_extras" != "$extras" ]; then
    say "installing surveykit$extras and what it needs into $venv (a minute or two)"
    rm -f "$stamp"
    if ! quietly "$python" -m pip --disable-pip-version-check install --no-input -q -e ".$extras"; then
        complain "pip could not install surveykit (see above)"
        exit 3
    fi
    printf '%s\n' "$wanted" "$root" "$extras" >"$stamp"
fi

# --- the system parts --------------------------------------------------------------------------------

missing=$(missing_parts $parts)
if [ -n "$missing" ] && can_apt; then
    # One by one, so that a package this system does not have keeps none of the others away.
    for part in $missing; do
        has_part "$part" || apt_install $(packages_for apt-get "$part") || true
    done
    missing=$(missing_parts $parts)
fi

needed="" optional=""
for part in $missing; do
    case $part in
        pango | font) needed="$needed $part" ;;
        *) optional="$optional $part" ;;
    esac
done
if [ -n "$optional" ]; then
    say "missing:$optional. The tests that need them are skipped; to run them too:"
    say "  $(command_for $optional)"
fi
if [ -n "$needed" ]; then
    complain "PDFs need Pango and a Chinese font. Install what is missing, then run this again:"
    complain "  $(command_for $needed)"
    exit 3
fi
