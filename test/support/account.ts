import { defineAccount } from '../../src/index.js';

/** Names of the sandbox's account, shortened; `Budget` and `Source` are there to be typed and translated. */
export const account = defineAccount({
  id: 31_000_001,
  leads: {
    fields: {
      budget: { id: 1_928_004, type: 'numeric' },
      source: {
        id: 1_928_001,
        type: 'select',
        enums: { Google: 1_669_801, WhatsApp: 1_669_802, Instagram: 1_669_803 },
      },
      interests: { id: 1_928_003, type: 'multiselect', enums: { Automation: 1_669_821, Chats: 1_669_822 } },
      renewal: { id: 1_928_005, type: 'date' },
      demo: { id: 1_928_006, type: 'checkbox' },
      comment: { id: 1_928_008, type: 'textarea' },
    },
    tags: { website: 263_801, vip: 263_806 },
  },
  contacts: {
    fields: {
      position: { id: 1_928_101, type: 'text' },
      phone: { id: 1_928_102, type: 'multitext', code: 'PHONE' },
      email: { id: 1_928_103, type: 'multitext', code: 'EMAIL' },
    },
  },
  companies: { fields: { web: { id: 1_928_203, type: 'url' } } },
  // The seed has no fields of customers; see `customerFields`.
  customers: {
    fields: {
      plan: { id: 1_928_401, type: 'select', enums: { Gold: 1_670_001, Silver: 1_670_002 } },
      since: { id: 1_928_402, type: 'date' },
      email: { id: 1_928_403, type: 'multitext', code: 'EMAIL' },
    },
    tags: {},
  },
  pipelines: {
    Sales: { id: 7_000_101, statuses: { Qualification: 58_220_003, Negotiation: 58_220_005, Won: 142, Lost: 143 } },
    'Vendas Brasil': { id: 7_000_102, statuses: { Negociação: 58_220_024, Won: 142, Lost: 143 } },
  },
  lossReasons: { 'Price too high': 4_203_701, 'No budget': 4_203_703 },
  users: { Ana: 1, Bruno: 2 },
  taskTypes: { 'Follow-up': 1, Meeting: 2 },
  catalogs: {
    Products: {
      id: 9_101,
      fields: {
        sku: { id: 1_928_301, type: 'text', code: 'SKU' },
        price: { id: 1_928_302, type: 'price', code: 'PRICE' },
        group: { id: 1_928_303, type: 'category', code: 'GROUP', enums: { Licences: 1_669_961, Services: 1_669_962 } },
      },
    },
    Partners: { id: 9_102, fields: {} },
  },
});
