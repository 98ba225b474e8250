#!/usr/bin/env bash
# Times bibconv beside other converters, in one run on one generated corpus, and prints the
# ratios as the README's table. Installs what is missing (apt, npm and cargo, by name).
#
# usage: benches/peers.sh [ENTRIES]          default 10000; slow peers are stopped at LIMIT s
set -euo pipefail
cd "$(dirname "$0")/.."
entries=${1:-10000}
runs=${RUNS:-3}
limit=${LIMIT:-120}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install() {
  local missing=()
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

{
  install pandoc bibutils bibclean bc
  command -v npm >/dev/null || install npm
  cargo build --release --example corpus
  cargo build --release
  cargo build --release --manifest-path benches/peers/Cargo.toml
  [ -d target/citation-js ] || npm install --silent --prefix target/citation-js citation-js @citation-js/cli
} >&2
bibconv=target/release/bibconv
peers=benches/peers/target/release/peers
citation_js=target/citation-js/node_modules/.bin/citation-js

target/release/examples/corpus bib "$entries" >"$work/corpus.bib"
$bibconv -q "$work/corpus.bib" -o "$work/corpus.json"
size=$(stat -c %s "$work/corpus.bib")

# The wall time of a command in seconds; empty when it fails or takes too long.
seconds() {
  local start
  start=$(date +%s.%N)
  timeout "$limit" bash -c "$1" >/dev/null 2>&1 || return 0
  echo "$(date +%s.%N) - $start" | bc
}

# The median of a column of times; empty when one is missing.
median() { # TIMES, separated by blanks
  [ "$(wc -w <<<"$1")" = "$runs" ] || return 0
  tr ' ' '\n' <<<"$1" | sed '/^$/d' | sort -n | sed -n "$(((runs + 1) / 2))p"
}

row() { # DIRECTION, PEER, ITS COMMAND, OUR ARGUMENTS
  local theirs='' one='' all='' run
  # By turns, so that what else the machine does falls on all.
  for run in $(seq "$runs"); do
    theirs+=" $(seconds "$3")"
    one+=" $(seconds "$bibconv -q -j 1 $4")"
    all+=" $(seconds "$bibconv -q $4")"
  done
  theirs=$(median "$theirs") one=$(median "$one") all=$(median "$all")
  if [ -z "$theirs" ]; then
    printf '| %s | %s | > %s | %.2f | %.2f | > %.0f | > %.0f |\n' \
      "$1" "$2" "$limit" "$one" "$all" "$(echo "$limit / $one" | bc -l)" "$(echo "$limit / $all" | bc -l)"
  else
    printf '| %s | %s | %.2f | %.2f | %.2f | %.1f | %.1f |\n' \
      "$1" "$2" "$theirs" "$one" "$all" "$(echo "$theirs / $one" | bc -l)" "$(echo "$theirs / $all" | bc -l)"
  fi
}

bib=$work/corpus.bib json=$work/corpus.json
printf '%s entries, %s MB of BibTeX, %s cores; times in seconds, ratio: how many times faster bibconv is\n\n' \
  "$entries" "$((size / 1000000))" "$(nproc)"
echo "| direction | peer | its time | bibconv, one core | all cores | ratio, one core | all cores |"
echo "|---|---|--:|--:|--:|--:|--:|"
row "bib → csl-json" "serde_bibtex (borrowed parse only)" "$peers serde_bibtex-parse $bib" "$bib -t csl-json"
row "bib → csl-json" "biblatex crate (full parse only)" "$peers biblatex-parse $bib" "$bib -t csl-json"
row "bib → csl-json" "citation-js" "$citation_js -i $bib -f json -s csl" "$bib -t csl-json"
row "bib → csl-json" "pandoc" "pandoc -f bibtex -t csljson $bib" "$bib -t csl-json"
row "bib → MODS / csl-json" "bibutils" "bib2xml $bib" "$bib -t csl-json"
row "bib → hayagriva" "hayagriva" "$peers hayagriva $bib" "$bib -t hayagriva"
row "bib → bib" "serde_bibtex (decodes nothing)" "$peers serde_bibtex-write $bib" "$bib -t bibtex"
row "bib → bib" "bibclean" "bibclean $bib" "$bib -t bibtex"
row "csl-json → bib" "citation-js" "$citation_js -i $json -f string -s bibtex" "$json -t bibtex"
row "csl-json → bib" "pandoc" "pandoc -f csljson -t bibtex $json" "$json -t bibtex"
