import { defineConfig } from 'vitest/config'

// What the window costs, see `script/bench window`. Not part of the journeys: nothing is asserted of a time.
export default defineConfig({
  test: {
    include: ['bench/**/*.test.ts'],
    globalSetup: ['harness/stage.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
})
