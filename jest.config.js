/** Transpile only, in the same process style on every machine; types are checked once beside it (`npm run typecheck`). */
module.exports = {
  testEnvironment: 'node',
  // Room for a busy machine; nothing here asserts a time.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/', '<rootDir>/test/mutants/'],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: { '^cdk8s-mesh$': '<rootDir>/lib/index.ts', '^cdk8s-mesh/(.*)$': '<rootDir>/lib/$1/index.ts' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true }, module: { type: 'commonjs' } }],
  },
};
