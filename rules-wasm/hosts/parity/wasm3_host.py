"""The corpus on wasm3: `python wasm3_host.py MODULE CORPUS`.

It interprets: what has bounds is put to it in part.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from corpus import run
from small import Shao

run(sys.argv[2], lambda: Shao(sys.argv[1]), share=7)
