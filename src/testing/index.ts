/**
 * `kommo-sdk/testing`: an in-memory Kommo account to test against.
 * @module
 */
export { Amojo, type AmojoRequest, createAmojo } from './amojo/amojo.js';
export type { AmojoHookResult } from './amojo/hooks.js';
export type { AmojoOptions } from './amojo/options.js';
export type { AmojoAnswer } from './amojo/signature.js';
export type { AmojoChat, AmojoMessage, AmojoUser } from './amojo/store.js';
export { Db } from './db/db.js';
export type * from './db/rows/index.js';
export { Table } from './db/table.js';
export type { EmitOptions, EmitResult } from './emit.js';
export type { FaultHandle, FaultKind, FaultMatch, FaultOptions } from './http/faults.js';
export type { RateLimitOptions } from './http/limiter.js';
export type { LoggedRequest, SandboxStats } from './http/log.js';
export type { Msw } from './http/msw.js';
export type { SandboxServer } from './http/node-server.js';
export type { SandboxIntegration } from './http/oauth.js';
export type { ListeningSandbox, SandboxClientOptions, SandboxOptions } from './http/options.js';
export { createSandbox, Sandbox } from './sandbox.js';
export type { SeedData } from './seed/data.js';
