"""The corpus put to a host: every answer must have the bytes that the engine gave on the machine that wrote it."""

import hashlib
import json
import pathlib
import sys
import time


def frames(path):
    """The frames of a file: a length in 4 bytes, little-endian, and as many bytes."""
    data = memoryview(path.read_bytes())
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "little")
        yield bytes(data[at + 4 : at + 4 + length])
        at += 4 + length


def difference(found, expected):
    """The first line of two answers that differs."""
    pairs = enumerate(zip(found.split(b"\n") + [b""], expected.split(b"\n") + [b""]))
    number, (ours, theirs) = next(it for it in pairs if it[1][0] != it[1][1])
    return f"line {number + 1}\n  found    {ours!r}\n  expected {theirs!r}"


def run(folder, open_module, share=1):
    """Puts every sequence to a fresh module; prints a line of JSON for each, and ends at the first difference.

    Of a slow sequence only one message in `share` is put to it, after the first; then there is no digest to compare.
    """
    folder = pathlib.Path(folder)
    for sequence in json.loads((folder / "index.json").read_text()):
        name, start = sequence["name"], time.monotonic()
        module = open_module()
        digest = hashlib.sha256()
        step = share if sequence["slow"] else 1
        pairs = zip(frames(folder / f"{name}.messages"), frames(folder / f"{name}.answers"))
        for number, (message, expected) in enumerate(pairs):
            if number > 0 and number % step != 0:
                continue
            answer = module.send(message)
            if answer != expected:
                sys.exit(f"{name}, message {number + 1}: {difference(answer, expected)}")
            digest.update(len(answer).to_bytes(4, "little") + answer)
        if step == 1 and digest.hexdigest() != sequence["sha256"]:
            sys.exit(f"{name}: the digest of all answers is {digest.hexdigest()}, expected {sequence['sha256']}")
        milliseconds = round((time.monotonic() - start) * 1000)
        told = {"name": name, "lines": sequence["lines"] // step, "milliseconds": milliseconds}
        told |= {"sha256": digest.hexdigest() if step == 1 else None}
        print(json.dumps(told), flush=True)
