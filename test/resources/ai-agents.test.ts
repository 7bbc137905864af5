import { expect, test } from 'vitest';
import { Kommo, NotFoundError, ValidationError } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';

const setup = () => {
  const sandbox = createSandbox({ rateLimit: false });
  return { sandbox, kommo: new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }) };
};
const agent = {
  name: 'Bookings',
  description: 'Knows free slots',
  system_prompt: 'You book.',
  mcp: { url: 'https://mcp.example.com', headers: { 'X-Key': 'secret-of-the-server' } },
};

test('agents are created, read, changed and deleted; headers of the MCP server are never shown', async () => {
  const { kommo, sandbox } = setup();
  expect(await kommo.aiAgents.list().all()).toEqual([]);
  const made = await kommo.aiAgents.create(agent);
  expect(made).toMatchObject({
    name: 'Bookings',
    model_size: 'M',
    is_active: true,
    mcp: { url: 'https://mcp.example.com', transport: 'streamable-http', has_headers: true },
  });
  expect(JSON.stringify(made)).not.toContain('secret-of-the-server');
  expect(sandbox.db.aiAgents.get(made.id)?.mcp?.headers).toEqual({ 'X-Key': 'secret-of-the-server' });

  const changed = await kommo.aiAgents.update(made.id, {
    model_size: 'L',
    mcp: { url: 'https://x.example', transport: 'sse' },
  });
  expect(changed).toMatchObject({
    id: made.id,
    name: 'Bookings',
    model_size: 'L',
    mcp: { transport: 'sse', has_headers: false },
  });
  expect(await kommo.aiAgents.get(made.id)).toMatchObject({ model_size: 'L' });
  expect((await kommo.aiAgents.list()).data.map(({ id }) => id)).toEqual([made.id]);

  await kommo.aiAgents.delete(made.id);
  await expect(kommo.aiAgents.get(made.id)).rejects.toBeInstanceOf(NotFoundError);
});

test('many agents come page by page, 50 each, and what is not of the spec is refused', async () => {
  const { kommo, sandbox } = setup();
  for (let i = 0; i < 3; i++) await kommo.aiAgents.createMany(Array.from({ length: 40 }, () => agent));
  expect(await kommo.aiAgents.list().all()).toHaveLength(120);
  expect(
    sandbox.requests.filter(({ method }) => method === 'GET').map(({ url }) => /limit=(\d+)/.exec(url)?.[1]),
  ).toEqual(['50', '50', '50']);
  const bad = { ...agent, mcp: { url: 'https://x.example', transport: 'stdio' } };
  await expect(kommo.aiAgents.create(bad as never)).rejects.toBeInstanceOf(ValidationError);
  await expect(kommo.aiAgents.create({ name: 'x' } as never)).rejects.toBeInstanceOf(ValidationError);
});

test('the drive says how much of it is used', async () => {
  const { kommo } = setup();
  const before = await kommo.files.stats();
  await kommo.files.upload(new Uint8Array(1000), { name: 'a.bin' });
  const after = await kommo.files.stats();
  expect(after.used - before.used).toBe(1000);
  expect(after.limit).toBeGreaterThan(after.used);
});
