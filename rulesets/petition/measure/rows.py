"""Parts the public messages in two halves by a hash, and counts the message itself.

python3 rows.py FILE.csv            matters-1.jsonl to look at, matters-2.jsonl to report

`times` is the number of times the same matter was raised in the 60 days before, and this time; `people` the
supporters, and the writer; `story` the subject and the text. Messages whose 60 days after are not known are left out.
"""
import csv
import hashlib
import json
import sys


def half(row):
    return 1 + int(hashlib.sha256(("petition-split-1:" + row["id"]).encode()).hexdigest(), 16) % 2


out = {1: open("matters-1.jsonl", "w"), 2: open("matters-2.jsonl", "w")}
csv.field_size_limit(1 << 27)
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        if row["next60_same_matter"] == "":
            continue
        row["times"] = 1 + int(float(row["past60_same_matter"]))
        row["people"] = 1 + int(float(row["supporters"]))
        row["story"] = row["subject"] + "。\n" + row["text"]
        row["again"] = float(row["next60_same_matter"]) > 0
        print(json.dumps(row, ensure_ascii=False), file=out[half(row)])
