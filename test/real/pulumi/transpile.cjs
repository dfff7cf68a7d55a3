// Loaded before a suite's program: the repository's own transpiler reads it, in a second; Pulumi's takes five, for every command.
process.env.PULUMI_NODEJS_TYPESCRIPT = 'false';
require('ts-node/register/transpile-only');
