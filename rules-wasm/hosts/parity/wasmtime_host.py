"""The corpus on wasmtime: `python wasmtime_host.py MODULE CORPUS`."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from corpus import run
from host import Shao

run(sys.argv[2], lambda: Shao(sys.argv[1]))
