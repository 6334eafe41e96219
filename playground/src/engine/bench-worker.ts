// The worker of backtests.

import { Bench } from "./bench.js";
import { serve } from "./serve.js";

serve(self as never, new Bench());
