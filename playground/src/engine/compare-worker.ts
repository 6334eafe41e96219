// The worker of comparisons, apart from the one of the editor, so that typing never waits for them.

import { Comparer } from "./comparer.js";
import { serve } from "./serve.js";

serve(self as never, new Comparer());
