import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

export default defineConfig(({ mode }) => ({
  plugins: [react()],
  build: {
    // The server serves it from its class path; it is committed, for whoever builds without Node.js.
    outDir: "../server/src/main/resources/io/fumarole/server/console/bundle",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npm run dev` shows a server that runs already.
  server: { proxy: { "/api": loadEnv(mode, ".", "FUMAROLE_")["FUMAROLE_SERVER"] ?? "http://127.0.0.1:8080" } },
}));
