"""A host for the edge module on wasmtime (`pip install wasmtime`).

    from host import Shao

    shao = Shao("full.wasm")
    fraud = shao.load(open("fraud.toml", "rb").read())
    answer = fraud.assess({"channel": "phone"}, asOf="2026-03-02T10:30:00+08:00")
    print(answer["level"], "up to", answer["ceiling"]["level"])
    print(fraud.render({"channel": "phone"}, "citizen", "en"))

As a script it assesses one incident: `python host.py full.wasm fraud.toml '{"channel": "phone"}'`.
The protocol is told in `src/raw.rs`, the messages in `src/wire.rs`, the settings in `src/settings.rs`.
"""

import functools
import json
import sys

import wasmtime


class ShaoError(Exception):
    """What the module refused: a stable `code`, a sentence, and `data` where there is more to say."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]
        self.data = error.get("data")


@functools.cache
def compiled(path):
    """A module that any number of instances may share."""
    engine = wasmtime.Engine()
    return engine, wasmtime.Module.from_file(engine, path)


class Shao:
    """An instance of the module."""

    def __init__(self, path):
        engine, module = compiled(path)
        self.store = wasmtime.Store(engine)
        exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        self.memory, self.alloc, self.call, self.free = (exports[it] for it in ("memory", "alloc", "call", "free"))

    def load(self, source):
        """Loads a ruleset from its bytes."""
        header, payload = self.ask({"op": "load"}, source)
        return Ruleset(self, header["ruleset"], json.loads(payload))

    def check(self, source, proofs=True):
        """Every mistake of a ruleset's text; with `proofs` false without what takes long."""
        return json.loads(self.ask({"op": "check", "proofs": proofs}, source)[1])["diagnostics"]

    def ask(self, header, payload=b""):
        """Sends a header and the bytes of a payload; gives those of the response."""
        line = json.dumps({"v": 1, **header}, ensure_ascii=False, separators=(",", ":"))
        answer = self.send(line.encode() + b"\n" + payload)
        header, _, payload = answer.partition(b"\n")
        header = json.loads(header)
        if not header["ok"]:
            raise ShaoError(header["error"])
        return header, payload

    def send(self, message):
        """Sends the bytes of a message; gives the bytes of the answer."""
        block = self.alloc(self.store, len(message)) & 0xFFFFFFFF
        if block == 0:
            raise ShaoError({"code": "no-room", "message": f"no room for a message of {len(message)} bytes"})
        self.memory.write(self.store, message, block)
        response = self.call(self.store, block, len(message)) & 0xFFFFFFFF
        length = int.from_bytes(self.memory.read(self.store, response, response + 4), "little")
        answer = bytes(self.memory.read(self.store, response + 4, response + 4 + length))
        self.free(self.store, block)
        return answer


class Ruleset:
    """A ruleset that was loaded. Settings are given by name, in camelCase: `asOf`, `calendar`, `params`, …"""

    def __init__(self, shao, number, info):
        self.shao, self.number, self.info = shao, number, info

    def assess(self, incident, **settings):
        """Assesses one incident: data, or the bytes of its JSON."""
        return json.loads(self.ask("assess", incident, settings=settings)[1])

    def assess_lines(self, lines, step=1000, **settings):
        """Assesses lines of bytes, `step` a call: yields the bytes of as many lines."""
        at, first = 0, 1
        while at < len(lines):
            # A step needs no more bytes than its lines have.
            part = lines[at : after_lines(lines, at, step)]
            header, payload = self.ask("assessLines", part, settings=settings, first=first, maxLines=step)
            yield payload
            at, first = at + header["next"], first + header["lines"]

    def render(self, incident, audience, locale=None, **settings):
        """The text about an incident for an `author`, an `official` or the `citizen`."""
        return self.ask("render", incident, settings=settings, audience=audience, locale=locale)[1].decode()

    def schema(self, locale=None):
        """The JSON Schema of an incident."""
        return json.loads(self.ask("schema", b"", locale=locale)[1])

    def form(self, locale=None):
        """What a form of your own needs: fields in order, with labels, questions and options."""
        return json.loads(self.ask("form", b"", locale=locale)[1])

    def relevance(self, incident, **settings):
        """Which fields of the form apply to an incident as far as it is known."""
        return json.loads(self.ask("relevance", incident, settings=settings)[1])

    def unload(self):
        """Gives the ruleset up; it cannot be used after that."""
        self.shao.ask({"op": "unload", "ruleset": self.number})

    def ask(self, op, incident, **more):
        payload = incident if isinstance(incident, bytes) else json.dumps(incident, ensure_ascii=False).encode()
        return self.shao.ask({"op": op, "ruleset": self.number, **more}, payload)


def after_lines(lines, at, count):
    """The place after some lines."""
    for _ in range(count):
        end = lines.find(b"\n", at)
        if end < 0:
            return len(lines)
        at = end + 1
    return at


if __name__ == "__main__":
    module, ruleset, incident = sys.argv[1:]
    with open(ruleset, "rb") as source:
        loaded = Shao(module).load(source.read())
    print(json.dumps(loaded.assess(incident.encode()), ensure_ascii=False))
