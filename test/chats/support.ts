import { onTestFinished } from 'vitest';
import { KommoChats } from '../../src/chats/index.js';
import { createAmojo } from '../../src/testing/amojo/amojo.js';
import type { AmojoOptions } from '../../src/testing/amojo/options.js';

export const CHANNEL = {
  channelId: 'f90ba33d-c9d9-44da-b76c-c349b0ecbe41',
  channelSecret: '5a44c5dff55f3c15a4cce8d7c4cc27e207c7e189',
};
export const ACCOUNT = 'af9945ff-1490-4cad-807d-945c15d88bec';
export const CLIENT = { id: 'u-1', name: 'Client', profile: { phone: '+15550100', email: 'client@example.com' } };

/** An amojo that listens on 127.0.0.1, and a client that is connected with it. */
export async function connected(options: Partial<AmojoOptions> = {}) {
  const amojo = createAmojo({ ...CHANNEL, ...options });
  const server = await amojo.listen();
  onTestFinished(() => server.close());
  const chats = new KommoChats({ ...CHANNEL, accountId: ACCOUNT, baseUrl: server.url });
  await chats.connect();
  return { amojo, chats, url: server.url };
}
