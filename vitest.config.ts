import { defineConfig } from 'vitest/config'

const counts = process.env.VITEST_COUNTS

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { TZ: 'Asia/Shanghai' },
    reporters: counts ? ['default', ['json', { outputFile: counts }]] : ['default'],
  },
})
