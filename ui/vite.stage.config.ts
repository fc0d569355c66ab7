import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// The stage: the same screens over made-up data, for developing without the core. Never part of the shipped bundle.
export default defineConfig({
  root: fileURLToPath(new URL('./tests/stage', import.meta.url)),
  cacheDir: fileURLToPath(new URL('./node_modules/.vite-stage', import.meta.url)),
  plugins: [svelte({ configFile: fileURLToPath(new URL('./svelte.config.js', import.meta.url)) })],
  server: { port: Number(process.env.STAGE_PORT ?? 5174), strictPort: true, fs: { allow: ['../..'] } },
})
