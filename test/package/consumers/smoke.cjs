const checks = require('./checks.cjs');

checks(require).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
