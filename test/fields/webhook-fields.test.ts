import { describe, expect, it } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { getField, parseWebhook } from '../../src/webhooks/index.js';

const at = 'contacts[update][0]';
const field = (index: number, rest: string) => `&${at}[custom_fields][${index}]${rest}`;
const body =
  `${at}[id]=7&${at}[type]=contact${field(0, '[id]=11')}${field(0, '[name]=Phone')}${field(0, '[code]=PHONE')}` +
  `${field(0, '[values][0][value]=%2B15550100')}${field(0, '[values][0][enum]=101')}${field(1, '[id]=12')}` +
  `${field(1, '[name]=Budget')}${field(1, '[values][0][value]=500')}${field(2, '[id]=13')}${field(2, '[values][0]=1729717200')}` +
  `${field(3, '[id]=14')}${field(3, '[values][0][value]=1')}`;

describe('getField of the entity of a webhook', () => {
  const event = parseWebhook(body).events[0];
  if (event?.type !== 'contact.updated') throw new Error('unreachable');
  const { entity } = event;

  it('knows phones by their code, and the rest by a given type', () => {
    expect(getField(entity, 'PHONE')).toEqual([{ value: '+15550100', enum_code: null, enum_id: 101 }]);
    expect(getField(entity, 'Budget', 'numeric')).toBe(500);
    expect(getField(entity, 13, 'date')).toBe(1729717200);
    expect(getField(entity, 14, 'checkbox')).toBe(true);
  });

  it('gives the values as they are without a type, and null for an empty field', () => {
    expect(getField(entity, 'Budget')).toEqual([{ value: '500' }]);
    expect(getField(entity, 'EMAIL')).toBeNull();
    expect(() => getField(entity, 'PHONE', 'numeric')).toThrow(/is of the type multitext/);
  });

  it('reads by the code if the definitions have another id for it', async () => {
    const fields = await new Kommo(createSandbox().options).fields('contacts');
    expect(fields.get(entity, 'PHONE')).toEqual([{ value: '+15550100', enum_code: null, enum_id: 101 }]);
  });
});
