export * from './chat-entities.js';
export * from './crm-entities.js';
