import { Command, Option } from 'commander';
import { DOCS, VERSION } from '../version.js';
import { api } from './commands/api.js';
import { codegen } from './commands/codegen.js';
import { doctor } from './commands/doctor.js';
import { duplicatesReport } from './commands/duplicates.js';
import { exportEntity } from './commands/export.js';
import { funnelReport, withFunnel } from './commands/funnel.js';
import { login } from './commands/login.js';
import { mcpCommand } from './commands/mcp.js';
import { lossReasons } from './commands/report.js';
import { accountDashboard, sales } from './commands/sales.js';
import { sandbox } from './commands/sandbox.js';
import { syncCommand } from './commands/sync.js';
import { whoami } from './commands/whoami.js';
import { ENTITIES } from './export/entities.js';
import type { Io } from './io.js';
import { LANGUAGES } from './report/texts.js';
import { HOOKS } from './sandbox-hooks.js';
import { withSpan } from './span.js';
import { count, list, port } from './values.js';

const json = (): Option => new Option('--json', 'write the result, and errors, as JSON');
const lang = (): Option => new Option('--lang <language>', "language; default: the user's").choices(LANGUAGES);
const onSandbox = (): Option => new Option('--sandbox', 'use an in-memory account with data of its own');

/** The commands, with what they take. */
export function createProgram(io: Io): Command {
  const program = new Command('kommo-sdk')
    .description('Tools for a Kommo (amoCRM) account.')
    .version(VERSION)
    .addHelpText('after', HELP);

  program
    .command('codegen')
    .description('write the names of the account (fields, pipelines, users ...) to a TypeScript file')
    .option('-o, --output <file>', 'file to write', 'kommo.account.ts')
    .option('--check', 'write nothing; fail with exit code 5 when the file is not up to date')
    .option('--module <name>', 'module that the file imports', 'kommo-sdk')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => codegen(io, options));

  program
    .command('whoami')
    .description('whose token it is, and of which account')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => whoami(io, options));

  program
    .command('doctor')
    .description('read all that can be read, hold it against the spec, and write a report that can be pasted in public')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => doctor(io, options));

  program
    .command('login')
    .description('sign in with the browser (OAuth) and keep the tokens')
    .option('--redirect <url>', 'address that the browser ended at, where it can not come back to this machine')
    .option('--no-browser', 'only print the address to open')
    .option('--timeout <seconds>', 'how long to wait', count, 300)
    .addOption(json())
    .action((options) => login(io, options));

  withSpan(program.command('export'), 'only what changed')
    .description('write all entities of a kind as JSON lines or CSV')
    .argument('<entity>', Object.keys(ENTITIES).join(', '))
    .addOption(new Option('-f, --format <format>', 'format').choices(['jsonl', 'csv']).default('jsonl'))
    .option('-w, --with <names>', 'what to embed: contacts,loss_reason; a CSV has a column for each', list)
    .option('--bom', 'start a CSV with a byte order mark, by which Excel knows UTF-8; default in files')
    .option('--no-bom', 'write no byte order mark')
    .option('-o, --output <file>', 'file to write; an export that died goes on with the same command')
    .option('--force', 'overwrite the file')
    .addOption(onSandbox())
    .addOption(json())
    .action((entity, options) => exportEntity(io, entity, options));

  const report = program.command('report').description('reports over the account');
  withSpan(report.command('loss-reasons'), 'leads lost')
    .description('lost leads by reason, pipeline, month and user')
    .option('--html [file]', 'write a page with charts')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => lossReasons(io, options));

  program
    .command('sandbox')
    .description('serve a Kommo of its own on 127.0.0.1')
    .option('-p, --port <port>', 'port; 0 takes a free one', port, 8787)
    .option('--seed <file>', 'JSON with the rows to start with, on top of an empty account')
    .option('--leads <count>', 'leads of the built-in data', count)
    .option('--token <token>', 'access token that it takes')
    .option('--no-limit', 'accept any number of requests a second')
    .addOption(
      new Option('--webhooks <where>', 'which subscriptions are called after a write')
        .choices(HOOKS)
        .default('loopback'),
    )
    .addOption(json())
    .action((options) => sandbox(io, options));

  withSpan(report.command('sales'), 'leads')
    .description("leads created, won and lost, by user, pipeline and reason, by days of the account's time zone")
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => sales(io, options));
  withFunnel(withSpan(report.command('funnel'), 'leads created'))
    .addOption(lang())
    .addOption(onSandbox().conflicts('mirror'))
    .addOption(json())
    .action((options) => funnelReport(io, options));
  report
    .command('dashboard')
    .description('leads of today, this month and last month, and open tasks that are due')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => accountDashboard(io, options));
  report
    .command('duplicates')
    .description('contacts or companies that share a phone or an e-mail')
    .addOption(new Option('--by <key>', 'what they share').choices(['phone', 'email']).default('phone'))
    .addOption(new Option('--of <entity>', 'what to look at').choices(['contacts', 'companies']).default('contacts'))
    .option(
      '--country <code>',
      "two letters: how phones without a country code are read; default: the account's country",
    )
    .option('--html [file]', 'write a page with links to each of them')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => duplicatesReport(io, options));

  program
    .command('api')
    .description('run any operation of the API, by an id like leads.list; its answer is written as JSON')
    .argument('[operation]', 'id, as --find and --show tell it')
    .option('--find <words>', 'only list operations that fit: "list webhooks"')
    .option('--show', 'only show what the operation takes')
    .option('-p, --path <json>', 'parts of the path, as {"id": 5}')
    .option('-q, --query <json>', 'query, as {"limit": 5}')
    .option('-b, --body <json>', 'body')
    .option('--all', 'all pages of a list')
    .addOption(onSandbox())
    .addOption(json())
    .action((operation, options) => api(io, operation, options));

  program.addCommand(syncCommand(io));
  program.addCommand(mcpCommand(io, 'mcp'));
  return program;
}

const HELP = `
The account comes from KOMMO_SUBDOMAIN (or KOMMO_BASE_URL) and KOMMO_ACCESS_TOKEN, or from "kommo-sdk login".
Exit codes: 0 done, 1 unexpected, 2 usage, 3 no access, 4 Kommo or the network, 5 --check found a difference, 130 interrupted.
Guide: ${DOCS}/cli.md`;
