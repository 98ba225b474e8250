#!/usr/bin/env bash
# Peak memory and time of converting generated pages, .bib, RIS and PubMed XML files to
# CSL-JSON, from a file and from a pipe, by size and by number of threads.
#
# usage: benches/memory.sh [MEGABYTES …]     default: 10 100 1000
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=("${@:-10 100 1000}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet --example corpus
cargo build --release --quiet
bibconv=$PWD/target/release/bibconv
corpus=$PWD/target/release/examples/corpus

measure() { # LABEL, ARGUMENTS…; standard input is passed on
  local label=$1
  shift
  /usr/bin/time -f "%M %e" -o "$work/time" "$bibconv" -q -t csl-json "$@" | md5sum >"$work/sum"
  read -r kib seconds <"$work/time"
  printf '| %s | %s | %s | %s |\n' "$label" "$((kib / 1024))" "$seconds" "$(cut -c1-8 "$work/sum")"
}

echo "| input | peak MiB | seconds | md5 of the output |"
echo "|---|--:|--:|---|"
for size in ${sizes[*]}; do
  "$corpus" pages "$size" >"$work/pages.txt"
  "$corpus" bib "$((size * 1430))" >"$work/corpus.bib"
  "$corpus" ris "$((size * 871))" >"$work/corpus.ris"
  "$corpus" pubmed "$((size * 236))" >"$work/corpus.xml"
  for input in pages.txt corpus.bib corpus.ris corpus.xml; do
    for jobs in 1 4; do
      measure "$size MB of ${input##*.}, file, -j $jobs" -j "$jobs" "$work/$input"
      cat "$work/$input" | measure "$size MB of ${input##*.}, pipe, -j $jobs" -j "$jobs"
    done
  done
done
