#!/usr/bin/env python3
"""Converts every real case to CSL-JSON and validates what comes out against the CSL schema.

usage: csl_valid.py BIBCONV SHARED"""
import base64, glob, json, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from jsonschema import Draft7Validator

tool, shared = sys.argv[1:]
validator = Draft7Validator(json.load(open(f"{shared}/suites/csl-data.schema.json")))
formats = json.loads(subprocess.run([tool, "formats", "--json"], capture_output=True, check=True).stdout)
readable = {name for f in formats if f["read"] for name in [f["name"], *f["aliases"]]}


def check(case):
    data = base64.b64decode(case["input_b64"]) if case.get("input_b64") else case["input"].encode()
    run = subprocess.run([tool, "-q", "-f", case["from"], "-t", "csl-json"], input=data, capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return [f"{case['id']}: exit code {run.returncode}: {run.stderr[:200]!r}"]
    errors = validator.iter_errors(json.loads(run.stdout))
    return [f"{case['id']}: {'/'.join(map(str, e.path))}: {e.message[:160]}" for e in errors]


cases = [json.loads(line) for path in sorted(glob.glob(f"{shared}/suites/dev_*.jsonl")) for line in open(path)]
cases = [case for case in cases if case["from"] in readable]
with ThreadPoolExecutor() as pool:
    errors = [error for found in pool.map(check, cases) for error in found]
print("\n".join(errors[:20]))
print(f"{len(cases)} cases, {len(errors)} validity errors")
sys.exit(bool(errors))
