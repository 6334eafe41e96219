"""Parts the survey's rows in two halves by a hash, and joins columns that are one fact.

python3 rows.py FILE.csv            survey-1.jsonl to look at, survey-2.jsonl to report

`structure` lists the columns has_superstructure_… that are Yes; `built_year` is 2026 less the age; `collapse` is the
greater loss of storeys and of height; `designed_by` is known for concrete frames only.
"""
import csv
import hashlib
import json
import sys

STRUCTURE = {
    "mud_mortar_stone": "mud_stone", "stone_flag": "mud_stone", "adobe_mud": "earth", "mud_mortar_brick": "mud_brick",
    "cement_mortar_stone": "mortar_stone", "cement_mortar_brick": "mortar_brick", "timber": "timber",
    "bamboo": "bamboo", "rc_non_engineered": "concrete_frame", "rc_engineered": "concrete_frame", "other": "other",
}


def half(row):
    return 1 + int(hashlib.sha256(("housing-split:" + row["building_id"]).encode()).hexdigest(), 16) % 2


def joined(row):
    has = {name for name in STRUCTURE if row["has_superstructure_" + name] == "Yes"}
    loss = max(float(row["count_floors_diff_ratio"]), float(row["height_diff_ratio"]))
    row["structure"] = sorted({STRUCTURE[name] for name in has})
    row["built_year"] = 2026 - int(row["age_building"])
    row["collapse"] = "none" if loss == 0 else "whole" if loss >= 1 else "part"
    if "rc_engineered" in has:
        row["designed_by"] = "qualified"
    elif "rc_non_engineered" in has:
        row["designed_by"] = "none"
    row["damage_grade"] = int(row["damage_grade"])
    return row


out = {1: open("survey-1.jsonl", "w"), 2: open("survey-2.jsonl", "w")}
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        print(json.dumps(joined(row)), file=out[half(row)])
