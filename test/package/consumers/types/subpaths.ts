import { Kommo } from 'kommo-sdk';
import { createSandbox } from 'kommo-sdk/testing';
import { createWebhookHandler } from 'kommo-sdk/webhooks';

const sandbox = createSandbox();
export const kommo = new Kommo({ ...sandbox.options });
export const handle = createWebhookHandler;
