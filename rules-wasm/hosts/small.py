"""A host for the edge module on wasm3, an interpreter for very small devices (`pip install pywasm3`).

As a script it assesses one incident: `python small.py full.wasm fraud.toml '{"channel": "phone"}'`. What it does is all
that a device must do: `alloc`, write, `call`, read. The protocol is told in `src/raw.rs`, the messages in `src/wire.rs`.
"""

import json
import sys

import wasm3

# Bytes of the interpreter's own stack; the module's memory is apart from it.
STACK = 1024 * 1024


class Shao:
    """An instance of the module."""

    def __init__(self, path):
        # What was made is kept: the runtime does not keep it.
        self.environment = wasm3.Environment()
        self.runtime = self.environment.new_runtime(STACK)
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.runtime.load(self.environment.parse_module(self.bytes))
        self.alloc, self.call, self.free = (self.runtime.find_function(it) for it in ("alloc", "call", "free"))

    def send(self, message):
        """Sends the bytes of a message; gives the bytes of the answer."""
        block = self.alloc(len(message)) & 0xFFFFFFFF
        if block == 0:
            raise MemoryError(f"no room for a message of {len(message)} bytes")
        self.runtime.get_memory(0)[block : block + len(message)] = message
        response = self.call(block, len(message)) & 0xFFFFFFFF
        # The memory may have grown: look at it anew.
        memory = self.runtime.get_memory(0)
        length = int.from_bytes(memory[response : response + 4], "little")
        answer = bytes(memory[response + 4 : response + 4 + length])
        self.free(block)
        return answer

    def ask(self, header, payload=b""):
        """Sends a header and the bytes of a payload; gives those of the response."""
        answer = self.send(json.dumps({"v": 1, **header}).encode() + b"\n" + payload)
        header, _, payload = answer.partition(b"\n")
        return json.loads(header), payload


if __name__ == "__main__":
    module, ruleset, incident = sys.argv[1:]
    shao = Shao(module)
    with open(ruleset, "rb") as source:
        loaded, _ = shao.ask({"op": "load"}, source.read())
    if not loaded["ok"]:
        sys.exit(loaded["error"]["message"])
    print(shao.ask({"op": "assess", "ruleset": loaded["ruleset"]}, incident.encode())[1].decode())
