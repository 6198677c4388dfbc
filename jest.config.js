/** Tests run as native ES modules; swc only strips the types, exactly as Node does at run time. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/data/'],
  modulePathIgnorePatterns: ['<rootDir>/data/'],
  // Long enough for a machine ten times as busy as it should be: it only ends what hangs.
  testTimeout: 600_000,
  testSequencer: '<rootDir>/jest.sequencer.js',
  maxWorkers: 2,
};
