import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { route } from '../../src/mcp/ask.js';
import { QUESTIONS } from './questions.js';
import { REQUESTS } from './requests.js';
import { ALL, setup } from './support.js';

const NOW = Date.parse('2026-10-20T15:00:00Z');

test('twelve requests of a sales manager take at most 20 calls and 7,000 tokens', async () => {
  const { call } = await setup({ ...ALL, now: () => NOW, approve: () => true });
  const spent: string[] = [];
  let calls = 0;
  let tokens = 0;
  for (const { asks, steps } of REQUESTS) {
    const answers: Record<string, unknown>[] = [];
    for (const [tool, given, shows] of steps) {
      const args = typeof given === 'function' ? given(answers) : given;
      const { text, data, error } = await call(tool, args);
      expect(error, `${asks} ${tool}: ${text}`).toBe(false);
      expect(text, asks).toMatch(shows);
      answers.push(data);
      calls += 1;
      const size = encode(JSON.stringify(args)).length + encode(text).length;
      tokens += size;
      spent.push(`${tool} ${size}`);
    }
  }
  expect(REQUESTS).toHaveLength(12);
  expect(calls).toBeLessThanOrEqual(20);
  expect(tokens, spent.join(', ')).toBeLessThanOrEqual(7000);
});

describe('questions to ask_kommo', () => {
  test('are many, in three languages, a third of which are to be declined', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(60);
    expect(QUESTIONS.filter(([, tool]) => tool === undefined).length).toBeGreaterThanOrEqual(QUESTIONS.length / 3);
  });

  test.each(QUESTIONS)('%s', async (question, tool, args) => {
    const { call } = await setup({ now: () => NOW, maxTokens: 50_000 });
    const { data, text } = await call('ask_kommo', { question });
    if (tool === undefined) {
      expect(data, text).toMatchObject({ answered: false });
      expect(data).not.toHaveProperty('result');
    } else expect(data, text).toMatchObject({ answered: true, tool, arguments: args });
  });
});

test('a longer name of a period is not taken for a shorter one', () => {
  expect(route('vendas do mes passado', '2026-10-20')?.args).toEqual({ dateFrom: '2026-09-01', dateTo: '2026-09-30' });
  expect(route('ventas del mes anterior', '2026-10-20')?.args).toEqual({
    dateFrom: '2026-09-01',
    dateTo: '2026-09-30',
  });
  expect(route('sales today and yesterday', '2026-10-20')?.not_understood).toEqual(['yesterday']);
});
