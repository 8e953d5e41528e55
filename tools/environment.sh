#!/bin/sh
# Installs the pinned packages of requirements/$1.txt in .venv; does nothing if they are there already.
# Usage: sh tools/environment.sh site|dev      Set PYTHON to choose the Python.
set -eu

wanted=requirements/$1.txt
python=.venv/bin/python

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

is_set_up() { is_recent "$python" && cmp -s "$wanted" ".venv/$1.txt"; }

if is_set_up "$1"; then
    exit 0
fi

base=
for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if is_recent "$name"; then
        base=$name
        break
    fi
done
if [ -z "$base" ]; then
    echo "This needs Python 3.11 or later, but none was found: install it, or say where it is: make PYTHON=/path/to/python3 …" >&2
    exit 1
fi

# If two run at once, the second waits, and finds the work done. The lock ends with this process.
exec 9<requirements
"$base" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || true
if is_set_up "$1"; then
    exit 0
fi

if ! is_recent "$python" || [ -e ".venv/$1.txt" ] || {
    [ -e .venv/site.txt ] && ! cmp -s requirements/site.txt .venv/site.txt
}; then
    # Missing, or made from other pins: start from scratch, so that nothing old is left behind.
    if ! "$base" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$base has no venv module: install it (Debian and Ubuntu: apt install python3-venv) and try again." >&2
        exit 1
    fi
    echo "Setting up .venv with $("$base" --version) …"
    "$base" -m venv --clear .venv
fi

echo "Installing the packages of $wanted …"
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$wanted"
# The pins in dev.txt include those in site.txt.
cp requirements/site.txt .venv/site.txt
cp "$wanted" ".venv/$1.txt"
