// Preloaded into jsii's Node process by provider_seam.py: the AWS provider's index requires each
// of its 2,135 modules; hand it a stand-in for each that loads the module at its first use.
"use strict";
const Module = require("module");
const path = require("path");

const INDEX = path.join("@cdktf", "provider-aws");
const load = Module._load;

function lazy(request, parent, isMain) {
  let exports;
  const get = () => (exports ??= load(request, parent, isMain));
  return new Proxy(Object.create(null), {
    get: (_target, key) => get()[key],
    has: (_target, key) => key in get(),
    ownKeys: () => Reflect.ownKeys(get()),
    getOwnPropertyDescriptor: (_target, key) => {
      const found = Object.getOwnPropertyDescriptor(get(), key);
      return found && { ...found, configurable: true };
    },
  });
}

Module._load = function (request, parent, isMain) {
  const isProviderIndex =
    parent && parent.filename &&
    parent.filename.includes(INDEX) && parent.filename.endsWith(path.join("lib", "index.js"));
  return isProviderIndex && request.startsWith("./")
    ? lazy(request, parent, isMain)
    : load(request, parent, isMain);
};
