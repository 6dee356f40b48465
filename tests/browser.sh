#!/usr/bin/env bash
# A Chromium for the page tests: the one on the machine, or Debian's where it may be installed.
set -euo pipefail
if command -v chromium >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
  exit 0
fi
echo "Chromium is missing. Install it (on Debian: apt-get install chromium) and run this again." >&2
exit 1
