// The worker: the engine, apart from the page, so that the page never waits for it.

import { Desk } from "./desk.js";
import { serve } from "./serve.js";

serve(self as never, new Desk());
