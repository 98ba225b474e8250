#!/usr/bin/env python3
"""Real .bib files: no crash, no time-out, no entry lost, and .bib to .bib is a fixed point.

usage: realbib.py BIBCONV FOLDER [READER…]
A READER is a command that reads a .bib file, whose name is put behind it, such as
'target/release/peers biblatex-parse' (benches/peers) or 'pandoc -f biblatex -t csljson': it must take
every output whose input it takes."""
import json, os, re, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

tool, folder, *readers = sys.argv[1:]
ENTRY = re.compile(rb"^[ \t]*@[ \t]*(?!comment|preamble|string)([A-Za-z]+)[ \t\r\n]*[{(]", re.I | re.M)


def run(arguments, data, timeout=60):
    return subprocess.run([tool, "-q", *arguments], input=data, capture_output=True, timeout=timeout)


def refused(reader, bib):
    with tempfile.NamedTemporaryFile(suffix=".bib") as file:
        file.write(bib)
        file.flush()
        try:
            theirs = subprocess.run([*reader.split(), file.name], capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return b"time-out"
        return theirs.stderr or b"refused" if theirs.returncode else None


def check(name):
    data = open(os.path.join(folder, name), "rb").read()
    faults = []
    csl = run(["-f", "bibtex", "-t", "csl-jsonl"], data)
    if csl.returncode not in (0, 1):
        return name, 0, 0, [f"exit code {csl.returncode}: {csl.stderr[-200:]!r}"]
    read = sum(1 for line in csl.stdout.splitlines() if json.loads(line))
    for dialect in ("bibtex", "biblatex"):
        once = run(["-f", dialect, "-t", dialect], data)
        twice = run(["-f", dialect, "-t", dialect], once.stdout)
        if once.stdout != twice.stdout:
            faults.append(f"{dialect} is no fixed point")
    # Through the hub, the other dialect: what comes out must be sound.
    other = run(["-f", "bibtex", "-t", "biblatex"], data)
    for reader in readers if read else []:
        refusal = refused(reader, other.stdout)
        if refusal and not refused(reader, data):
            faults.append(f"{reader.split()[0]}: {refusal.decode()[:160]}")
    return name, len(ENTRY.findall(data)), read, faults


names = sorted(name for name in os.listdir(folder) if name.endswith(".bib"))
with ThreadPoolExecutor() as pool:
    results = list(pool.map(check, names))
expected = sum(min(e, r) if r > e else e for _, e, r, _ in results)
read = sum(r if r <= e else e for _, e, r, _ in results)
for name, e, r, faults in results:
    for fault in faults:
        print(f"{name}: {fault}")
    if r < e:
        print(f"{name}: {r} of {e} entries")
faulty = sum(bool(faults) for *_, faults in results)
ratio = read / max(1, expected)
print(f"{len(results)} files, {expected} entries, ratio {ratio:.5f}, {faulty} files with faults")
sys.exit(ratio < 0.999 or faulty > 0)
