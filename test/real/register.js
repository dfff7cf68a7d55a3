'use strict';
// Loads TypeScript, and lets examples import the package by its name before it is built.
require('ts-node').register({ transpileOnly: true, swc: true });
const Module = require('node:module');
const { join } = require('node:path');

const lib = join(__dirname, '../../lib');
const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveFilename(request, ...rest) {
  if (request === 'cdk8s-mesh') return resolve.call(this, join(lib, 'index.ts'), ...rest);
  if (request.startsWith('cdk8s-mesh/')) return resolve.call(this, join(lib, request.slice('cdk8s-mesh/'.length), 'index.ts'), ...rest);
  return resolve.call(this, request, ...rest);
};
