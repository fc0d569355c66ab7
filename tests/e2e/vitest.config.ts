import { defineConfig } from 'vitest/config'

// One window at a time: WebKit allows one automated window, and two cores are soon full.
export default defineConfig({
  test: {
    include: ['journeys/**/*.test.ts'],
    globalSetup: ['harness/stage.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    // Under libfaketime a window may come and then answer its driver no more: once more, from the start. A journey that fails
    // twice fails.
    retry: 1,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
})
