'use strict';
// Programs of the tests lie in folders of their own: packages are found as if they lay here.
process.env.TS_NODE_PROJECT = require('node:path').join(__dirname, '../../tsconfig.json');
const Module = require('node:module');
const path = require('node:path');
const find = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/^(cdk8s|constructs|cdk8s-mesh)(\/|$)/.test(request)) return find.call(this, request, { ...parent, paths: Module._nodeModulePaths(path.join(__dirname, '../..')), filename: path.join(__dirname, 'x.js') }, ...rest);
  return find.call(this, request, parent, ...rest);
};
