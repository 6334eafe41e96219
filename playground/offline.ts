// The service worker, written by the build: it has the names of all files of the site, and a version made of them.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";

/** Files that only other ways of bundling need: the same module once more, as code. */
const LEFT_OUT = /packed-.*\.js$/;

/** Adds `sw.js` to the site. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_, bundle) {
      for (const name of Object.keys(bundle)) {
        if (LEFT_OUT.test(name)) delete bundle[name];
      }
      const files = [...Object.keys(bundle), ...readdirSync("public")].filter((name) => !name.endsWith(".html"));
      const all = ["./", ...files.map((name) => `./${name}`)].sort();
      const content = JSON.stringify(Object.entries(bundle).map(([name, it]) => [name, it.type === "chunk" ? it.code : "", it.fileName]));
      const version = createHash("sha256").update(content).digest("hex").slice(0, 16);
      const source = readFileSync("src/app/sw.js", "utf8").replace("FILES", JSON.stringify(all)).replace("VERSION", JSON.stringify(version));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
