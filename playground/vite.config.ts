import { defineConfig } from "vite";
import { offline } from "./offline.js";

// Paths are relative, so that any folder of any server can hold the site.
export default defineConfig({
  base: "./",
  build: { target: "es2022", assetsInlineLimit: 0, sourcemap: false, chunkSizeWarningLimit: 700 },
  plugins: [offline()],
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
});
