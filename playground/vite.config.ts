import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { offline } from "./offline.js";

// Paths are relative, so that any folder of any server can hold the site.
export default defineConfig({
  base: "./",
  build: { target: "es2022", assetsInlineLimit: 0, sourcemap: false, chunkSizeWarningLimit: 700 },
  // Workbooks are unpacked without workers made of texts.
  resolve: { alias: [{ find: /^fflate$/, replacement: fileURLToPath(new URL("src/rows/unzip.ts", import.meta.url)) }] },
  plugins: [offline()],
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
});
