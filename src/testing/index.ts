/**
 * `kommo-sdk/testing`: an in-memory Kommo account to test against.
 * @module
 */
export { type Amojo, type AmojoRequest, createAmojo } from './amojo.js';
export type { AmojoHookResult } from './amojo-hooks.js';
export type { AmojoOptions } from './amojo-options.js';
export type { AmojoChat, AmojoMessage, AmojoUser } from './amojo-store.js';
export type { Db } from './db.js';
export type { EmitOptions, EmitResult } from './emit.js';
export type { FaultHandle, FaultKind, FaultMatch, FaultOptions } from './faults.js';
export type { RateLimitOptions } from './limiter.js';
export type { LoggedRequest, SandboxStats } from './log.js';
export type { Msw } from './msw.js';
export type { SandboxServer } from './node-server.js';
export type { SandboxIntegration } from './oauth.js';
export type { ListeningSandbox, SandboxClientOptions, SandboxOptions } from './options.js';
export type * from './rows/index.js';
export { createSandbox, type Sandbox } from './sandbox.js';
export type { SeedData } from './seed/data.js';
export type { Table } from './table.js';
