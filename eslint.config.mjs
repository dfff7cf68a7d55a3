import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Rooms of lib/ and the rooms each may import; see ARCHITECTURE.md. A room that is not named here may be imported by nobody. */
const ROOMS = {
  diagnostics: [],
  model: [],
  text: [],
  constructs: ['model', 'diagnostics', 'manifests/types.ts', 'manifests/schema/did-you-mean.ts'],
  policies: ['model', 'diagnostics', 'constructs'],
  resolve: ['model', 'diagnostics', 'text'],
  manifests: ['diagnostics'],
  targets: ['model', 'manifests', 'resolve', 'diagnostics', 'text'],
  effective: ['manifests', 'diagnostics', 'text'],
  // It shares nothing with what it is compared with: types of the effective mesh, and conditions, are all it takes from there.
  meaning: ['model', 'diagnostics', 'text', ...['mesh.ts', 'condition.ts', 'provenance.ts', 'evaluate.ts', 'request.ts', 'address.ts', 'describe.ts'].map((f) => `effective/${f}`)],
  simulate: ['effective', 'diagnostics', 'text'],
  graph: ['effective', 'diagnostics', 'text'],
  checks: ['model', 'manifests', 'resolve', 'effective', 'simulate', 'diagnostics', 'text'],
  'control-plane': ['model', 'manifests', 'diagnostics', 'targets', 'constructs', 'cdk8s/manifest-object.ts'],
  cdk8s: ['model', 'manifests', 'resolve', 'diagnostics', 'targets', 'constructs', 'checks', 'effective', 'simulate', 'text'],
  testing: ['model', 'manifests', 'resolve', 'diagnostics', 'constructs', 'checks', 'effective', 'simulate', 'graph', 'cdk8s', 'text'],
  pulumi: ['manifests', 'diagnostics', 'constructs', 'cdk8s'],
  cli: ['model', 'manifests', 'resolve', 'diagnostics', 'checks', 'effective', 'simulate', 'graph', 'cdk8s', 'text'],
};
const all = Object.keys(ROOMS);
const zones = all.map((room) => ({
  target: `./lib/${room}`,
  from: './lib',
  except: [`./${room}`, ...ROOMS[room].map((r) => `./${r}`), ...(['cdk8s', 'testing'].includes(room) ? ['./compile.ts'] : [])],
  message: `lib/${room} may import only: ${ROOMS[room].join(', ') || 'nothing of lib'}`,
}));

export default tseslint.config(
  { ignores: ['node_modules/**', 'dist/**', 'dist-lib/**', '.cache/**', 'coverage/**', 'lib/manifests/generated/**', '**/*.d.ts', 'docs/**', 'test/docs/samples/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { sourceType: 'module' } },
    plugins: { 'import-x': importX, '@typescript-eslint': tseslint.plugin },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js'] } } },
    rules: {
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 500 }],
      'max-params': ['error', { max: 5 }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    },
  },
  { files: ['lib/**/*.ts'], rules: { 'import-x/no-restricted-paths': ['error', { zones }], 'no-console': 'error' } },
);
