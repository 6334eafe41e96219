// The worker of cases and proofs, apart from the one of the editor, so that typing never waits for them.

import { Judge } from "./judge.js";
import { serve } from "./serve.js";

serve(self as never, new Judge());
