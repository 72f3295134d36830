import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    outDir: "../src/dateline/web/static",
    emptyOutDir: true,
    target: "es2022",
    // Files as data: URLs would need a weaker Content-Security-Policy for scripts and workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // MapLibre alone is 1.1 MB; it is loaded after the first paint
  },
  server: { proxy: { "/api": "http://127.0.0.1:8321" } },
});
