// For Workers: the host compiles the module when it takes the code in.

import { setLoader } from "./module.js";
import compiled from "./shao.wasm";

setLoader(() => compiled);

export * from "./index.js";
