// The worker that reads files of rows.

import { serve } from "../engine/serve.js";
import { read } from "./read.js";

/** What it does. */
export type Reader = { read: typeof read };

serve(self as never, { read });
