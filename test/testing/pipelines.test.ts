import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const PIPELINES = '/api/v4/leads/pipelines';
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false });
});

const sorts = (body: { _embedded: { statuses: { name: string; sort: number }[] } }): [string, number][] =>
  body._embedded.statuses.map(({ name, sort }) => [name, sort]);

describe('pipelines', () => {
  it('come on one page with a total and their stages', async () => {
    const { body } = await ask(sandbox, PIPELINES);
    expect(body._total_items).toBe(3);
    expect(body).not.toHaveProperty('_page');
    expect(body._embedded.pipelines.map((row: { name: string }) => row.name)).toEqual([
      'Sales',
      'Vendas Brasil',
      'Ventas LATAM',
    ]);
    for (const pipeline of body._embedded.pipelines) {
      const ids = pipeline._embedded.statuses.map(({ id }: { id: number }) => id);
      expect(ids.slice(-2)).toEqual([142, 143]);
      expect(pipeline._embedded.statuses[0]).toMatchObject({ type: 1, sort: 10, is_editable: false });
    }
  });

  it('are made with stages of their own and the system ones, which can be renamed', async () => {
    const { body } = await ask(sandbox, PIPELINES, {
      method: 'POST',
      body: [
        {
          name: 'New',
          sort: 50,
          is_main: true,
          is_unsorted_on: false,
          request_id: 'r',
          _embedded: {
            statuses: [
              { name: 'One', sort: 300 },
              { name: 'Two', sort: 100, color: '#87f2c0' },
              { id: 142, name: 'Yes' },
            ],
          },
        },
      ],
    });
    const [pipeline] = body._embedded.pipelines;
    expect(pipeline).toMatchObject({ name: 'New', is_main: true, request_id: 'r' });
    expect(sorts(pipeline)).toEqual([
      ['Two', 20],
      ['One', 30],
      ['Yes', 10000],
      ['Closed - lost', 11000],
    ]);
    expect(sandbox.db.pipelines.get(7000101)?.is_main).toBe(false);
  });

  it('are updated in place; the stage of incoming leads comes and goes', async () => {
    const off = await ask(sandbox, `${PIPELINES}/7000101`, {
      method: 'PATCH',
      body: { name: 'Renamed', sort: 1000, is_unsorted_on: false },
    });
    expect(off.body).toMatchObject({ name: 'Renamed', sort: 1000, request_id: '0' });
    expect(off.body._embedded.statuses.some(({ type }: { type: number }) => type === 1)).toBe(false);
    const on = await ask(sandbox, `${PIPELINES}/7000101`, { method: 'PATCH', body: { is_unsorted_on: true } });
    expect(on.body._embedded.statuses[0]).toMatchObject({ type: 1, sort: 10 });
  });

  it('are deleted unless they hold leads or are the last', async () => {
    expect((await ask(sandbox, `${PIPELINES}/7000102`, { method: 'DELETE' })).status).toBe(400);
    for (const lead of sandbox.db.leads.filter((row) => row.pipeline_id === 7000102))
      sandbox.db.leads.update(lead.id, { pipeline_id: 7000101 });
    const gone = await ask(sandbox, `${PIPELINES}/7000102`, { method: 'DELETE' });
    expect([gone.status, gone.body]).toEqual([200, {}]);
    expect((await ask(sandbox, `${PIPELINES}/7000102`)).status).toBe(404);
    const last = createSandbox({ seed: 'empty' });
    expect((await ask(last, `${PIPELINES}/7000101`, { method: 'DELETE' })).status).toBe(400);
  });

  it('number 50 at most', async () => {
    const body = Array.from({ length: 48 }, (_, i) => ({
      name: `p${i}`,
      sort: i,
      is_main: false,
      is_unsorted_on: true,
    }));
    expect((await ask(sandbox, PIPELINES, { method: 'POST', body })).status).toBe(422);
    expect(sandbox.db.pipelines.size).toBe(3);
  });
});

describe('stages', () => {
  const STATUSES = `${PIPELINES}/7000101/statuses`;

  it('are listed and read, with descriptions where asked', async () => {
    expect((await ask(sandbox, STATUSES)).body._total_items).toBe(7);
    const plain = (await ask(sandbox, `${STATUSES}/142`)).body;
    expect(plain).toMatchObject({ id: 142, pipeline_id: 7000101, is_editable: false });
    expect(plain).not.toHaveProperty('descriptions');
    expect((await ask(sandbox, `${STATUSES}/142?with=descriptions`)).body.descriptions).toEqual([]);
    expect((await ask(sandbox, `${STATUSES}/1`)).status).toBe(404);
  });

  it('are made and get new sort numbers', async () => {
    const { body } = await ask(sandbox, STATUSES, {
      method: 'POST',
      body: [
        { name: 'Late', sort: 100 },
        { name: 'Early', sort: 15, descriptions: [{ level: 'newbie', description: 'Start here' }] },
      ],
    });
    expect(sorts(body)).toEqual([
      ['Late', 70],
      ['Early', 20],
    ]);
    const described = await ask(sandbox, `${STATUSES}/${body._embedded.statuses[1].id}?with=descriptions`);
    expect(described.body.descriptions).toMatchObject([
      { level: 'newbie', created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
    ]);
  });

  it('are updated; system ones keep their place; descriptions are set and taken away by level', async () => {
    const won = await ask(sandbox, `${STATUSES}/142`, {
      method: 'PATCH',
      body: { name: 'Victory', sort: 5, color: '#87f2c0' },
    });
    expect(won.body).toMatchObject({ name: 'Victory', sort: 10000, color: '#87f2c0', request_id: '0' });
    const set = {
      descriptions: [
        { level: 'master', description: 'x' },
        { level: 'newbie', description: 'y' },
      ],
    };
    await ask(sandbox, `${STATUSES}/142`, { method: 'PATCH', body: set });
    await ask(sandbox, `${STATUSES}/142`, { method: 'PATCH', body: { descriptions: [{ level: 'master' }] } });
    const { body } = await ask(sandbox, `${STATUSES}/142?with=descriptions`);
    expect(body.descriptions.map(({ level }: { level: string }) => level)).toEqual(['newbie']);
    expect(issuesOf(await ask(sandbox, `${STATUSES}/142`, { method: 'PATCH', body: { color: 'red' } }))).toEqual({
      '0': ['NotSupportedChoice color'],
    });
  });

  it('hand their leads to the first stage when they go; system ones stay', async () => {
    const inside = sandbox.db.leads.filter((lead) => lead.status_id === 58220004);
    expect(inside.length).toBeGreaterThan(0);
    expect((await ask(sandbox, `${STATUSES}/58220004`, { method: 'DELETE' })).status).toBe(204);
    for (const { id } of inside) expect(sandbox.db.leads.get(id)?.status_id).toBe(58220002);
    for (const id of [142, 143, 58220001])
      expect((await ask(sandbox, `${STATUSES}/${id}`, { method: 'DELETE' })).status).toBe(400);
  });

  it('number 100 at most', async () => {
    const body = Array.from({ length: 94 }, (_, i) => ({ name: `s${i}`, sort: i }));
    expect((await ask(sandbox, STATUSES, { method: 'POST', body })).status).toBe(422);
  });
});

describe('loss reasons', () => {
  const REASONS = '/api/v4/leads/loss_reasons';

  it('are listed with a total and without a page number', async () => {
    const { body } = await ask(sandbox, REASONS);
    expect(body._total_items).toBe(12);
    expect(body).not.toHaveProperty('_page');
    const page = (await ask(sandbox, `${REASONS}?limit=5&page=3`)).body;
    expect(page._embedded.loss_reasons).toHaveLength(2);
    expect((await ask(createSandbox({ seed: 'empty' }), REASONS)).status).toBe(204);
  });

  it('are made, updated and deleted; an unknown one is 404', async () => {
    const made = await ask(sandbox, REASONS, { method: 'POST', body: [{ name: 'New', request_id: 'a' }] });
    const [reason] = made.body._embedded.loss_reasons;
    expect(reason).toMatchObject({ name: 'New', sort: 12, request_id: 'a' });
    expect((await ask(sandbox, `${REASONS}/${reason.id}`, { method: 'PATCH', body: { sort: 3 } })).body).toMatchObject({
      name: 'New',
      sort: 3,
    });
    expect((await ask(sandbox, `${REASONS}/${reason.id}`, { method: 'DELETE' })).status).toBe(204);
    const unknown = await ask(sandbox, `${REASONS}/${reason.id}`);
    expect([unknown.status, unknown.body.detail]).toEqual([404, 'Loss reason not found']);
    expect(issuesOf(await ask(sandbox, REASONS, { method: 'POST', body: [{ name: '' }, { sort: 1 }] }))).toEqual({
      '0': ['NotBlank name'],
      '1': ['FieldMissing name'],
    });
  });
});
