import { defineConfig } from 'vitest/config'

// One window at a time: WebKit allows one automated window, and two cores are soon full.
export default defineConfig({
  test: {
    include: ['journeys/**/*.test.ts'],
    globalSetup: ['harness/stage.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
})
