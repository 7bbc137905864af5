// What a consumer does first, whatever its module format: construct the client and call it.
// Prints one line for each check that passed; the last line says how many they were.
const assert = require('node:assert/strict');
const { createServer } = require('node:http');
const manifest = require('kommo-sdk/package.json');

const PAGES = [
  { _links: { next: { href: '/api/v4/leads?page=2' } }, _embedded: { leads: [{ id: 1 }, { id: 2 }] } },
  { _links: {}, _embedded: { leads: [{ id: 3 }] } },
];

function answer(url, method) {
  if (method === 'POST') {
    const errors = [{ code: 'InvalidType', path: 'name', detail: 'This value should be of type string.' }];
    return [400, { title: 'Bad Request', status: 400, 'validation-errors': [{ request_id: '0', errors }] }];
  }
  if (url.pathname === '/api/v4/leads') return [200, PAGES[Number(url.searchParams.get('page') ?? 1) - 1]];
  return [204];
}

async function withServer(use) {
  const server = createServer((req, res) => {
    const [status, body] = answer(new URL(req.url, 'http://localhost'), req.method);
    res.writeHead(status, { 'content-type': 'application/hal+json' });
    res.end(body && JSON.stringify(body).replaceAll('"/api', `"http://${req.headers.host}/api`));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const failure = (promise) =>
  promise.then(
    () => assert.fail('it did not fail'),
    (error) => error,
  );

/** @param load what imports a module in the format under test */
module.exports = async function checks(load) {
  let passed = 0;
  const check = async (name, test) => {
    await test();
    passed++;
    console.log(`ok ${name}`);
  };
  const sdk = await load('kommo-sdk');
  const has = (name) => Object.hasOwn(manifest.exports, `./${name}`);

  await check('the version is that of the manifest', () => assert.equal(sdk.VERSION, manifest.version));

  for (const subpath of Object.keys(manifest.exports)) {
    // The MCP adapter needs its optional peer, which this project has not installed.
    if (subpath.endsWith('.json') || subpath === './mcp') continue;
    await check(`${subpath} loads and exports something`, async () => {
      const values = Object.keys(await load(`kommo-sdk${subpath.slice(1)}`)).filter((name) => name !== 'default');
      // Of a widget there are types only.
      assert.equal(values.length > 0, subpath !== './widget');
    });
  }

  await withServer(async (baseUrl) => {
    const kommo = new sdk.Kommo({ baseUrl, accessToken: 'a-token' });
    await check('streams over pages', async () => {
      const ids = [];
      for await (const lead of kommo.leads.list()) ids.push(lead.id);
      assert.deepEqual(ids, [1, 2, 3]);
    });
    await check('a 204 is an empty page', async () => assert.deepEqual((await kommo.lossReasons.list()).data, []));
    await check('a 204 of one thing is a NotFoundError', async () => {
      const error = await failure(kommo.leads.get(5));
      assert.ok(error instanceof sdk.NotFoundError && error instanceof sdk.KommoError, error.stack);
    });
    await check('a refused item is a ValidationError that points to it', async () => {
      const error = await failure(kommo.leads.create({ name: 5 }));
      assert.ok(error instanceof sdk.ValidationError, error.stack);
      assert.deepEqual(error.validationErrors[0].input, { name: 5 });
    });
    await check('the escape hatch', async () => {
      const { data } = await kommo.api.GET('/api/v4/leads', { params: { query: { page: 2 } } });
      assert.equal(data._embedded.leads[0].id, 3);
    });
    await check('the limiter counted', () => assert.equal(kommo.stats().started, 6));
  });

  if (has('testing')) {
    const { createSandbox } = await load('kommo-sdk/testing');
    await check('the sandbox answers, and its errors are those of the main entry', async () => {
      const kommo = new sdk.Kommo({ ...createSandbox().options, rateLimit: false });
      const { id } = await kommo.leads.create({ name: 'x' });
      assert.equal((await kommo.leads.get(id)).name, 'x');
      const error = await failure(kommo.leads.get(1));
      assert.ok(error instanceof sdk.NotFoundError, error.stack);
    });
    await check('the sandbox listens', async () => {
      const sandbox = createSandbox();
      const server = await sandbox.listen();
      try {
        const kommo = new sdk.Kommo({ baseUrl: server.url, accessToken: sandbox.options.accessToken });
        assert.ok((await kommo.lossReasons.list()).data.length > 0);
      } finally {
        await server.close();
      }
    });
  }

  if (has('webhooks')) {
    const { JwtError } = await load('kommo-sdk/webhooks');
    if (JwtError)
      await check('errors of a subpath are KommoErrors', () =>
        assert.ok(new JwtError('claim', 'x') instanceof sdk.KommoError),
      );
  }

  console.log(`${passed} passed on Node ${process.version}`);
};
