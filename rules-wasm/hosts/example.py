"""One report scored at the edge: `python example.py MODULE PACK`."""

import sys

from host import Shao

fraud = Shao(sys.argv[1]).load(open(sys.argv[2], "rb").read())
answer = fraud.assess({"narrative": "对方要求转到安全账户"}, asOf="2026-03-02T10:30:00+08:00", next=True)
print(answer["score"], answer["level"], "at most", answer["ceiling"]["level"])
print("ask for", answer["next"][0]["field"])
