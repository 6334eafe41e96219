"""Parts the public rows in two halves by a hash: one to look at, one to report.

python3 rows.py messages FILE.csv   fraud_ad-1.jsonl, -2: text messages, group FR (fraud) or AD (advertising)
python3 rows.py letters FILE.csv…   letters-1.jsonl, -2: a petition board's messages, and words-1.jsonl, -2: those
                                    of them with a word about fraud
Half 2 is the one that is reported.
"""
import csv
import hashlib
import json
import sys


def half(text):
    return 1 + hashlib.sha256(("fraudsplit" + text).encode()).digest()[0] % 2


def rows(paths):
    for path in paths:
        with open(path, encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def write(name, rows_with_half):
    out = {1: open(f"{name}-1.jsonl", "w"), 2: open(f"{name}-2.jsonl", "w")}
    for which, row in rows_with_half:
        print(json.dumps(row, ensure_ascii=False), file=out[which])


kind, *paths = sys.argv[1:]
csv.field_size_limit(1 << 27)
if kind == "messages":
    kept = [row for row in rows(paths) if row["group"] in ("FR", "AD")]
    write("fraud_ad", [(half(row["text"].replace(" ", "")), row) for row in kept])
else:
    letters = [(half(row["text"]), {**row, "letter": row["subject"] + "。\n" + row["text"]}) for row in rows(paths)]
    write("letters", letters)
    write("words", [it for it in letters if it[1]["has_fraud_word"] == "True"])
