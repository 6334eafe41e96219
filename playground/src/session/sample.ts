// Which sample the text at work is, or was made of.

import { computed } from "@preact/signals";
import { SAMPLES } from "../samples/samples.js";
import { fileName } from "./state.js";

/** The sample whose file the text is saved as; none where it is a text of the person's own. */
export const sample = computed(() => SAMPLES.find((it) => fileName.value === `${it.id}.toml`));
