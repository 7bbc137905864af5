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
import { count, filled, language, list, moduleName, port, timeout, token } from './values.js';

const json = (): Option => new Option('--json', 'write results and errors as JSON');
const lang = (): Option =>
  new Option('--lang <language>', 'language of the report; default: the language of the user')
    .choices(LANGUAGES)
    .argParser(language);
const onSandbox = (): Option => new Option('--sandbox', 'use an in-memory account with example data');

/** The command line: its commands and their options. */
export function createProgram(io: Io): Command {
  const program = new Command('kommo-sdk')
    .description('Tools for a Kommo (amoCRM) account.')
    .version(VERSION)
    .addHelpText('after', HELP);

  program
    .command('codegen')
    .description('write the names of the account (fields, pipelines, users and more) to a TypeScript file')
    .option('-o, --output <file>', 'file to write', 'kommo.account.ts')
    .option('--check', 'only check: exit with code 5 if the file is out of date')
    .option('--module <name>', 'package that the file imports', moduleName, 'kommo-sdk')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => codegen(io, options));

  program
    .command('whoami')
    .description('show the user and the account of the token')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => whoami(io, options));

  program
    .command('doctor')
    .description('read the account, compare the answers with the spec, and print a report that is safe to publish')
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => doctor(io, options));

  program
    .command('login')
    .description('sign in with the browser (OAuth) and save the tokens')
    .option('--redirect <url>', 'address that the browser ended at, if it cannot return to this machine')
    .option('--no-browser', 'print the address to open instead of opening it')
    .option('--timeout <seconds>', 'seconds to wait for the browser', timeout, 300)
    .addOption(json())
    .action((options) => login(io, options));

  withSpan(program.command('export'), 'only items changed')
    .description('write all leads, contacts or other items as JSON lines or CSV')
    .argument('<entity>', Object.keys(ENTITIES).join(', '))
    .addOption(new Option('-f, --format <format>', 'format of the file').choices(['jsonl', 'csv']).default('jsonl'))
    .option(
      '-w, --with <names>',
      'related data to add, such as contacts,loss_reason; a CSV has a column for each',
      list,
    )
    .option('--bom', 'start a CSV with a byte order mark, so that Excel reads UTF-8 (default for files)')
    .option('--no-bom', 'leave the byte order mark out (default for stdout)')
    .option('-o, --output <file>', 'file to write; if the export is interrupted, the same command continues it')
    .option('--force', 'overwrite the file')
    .addOption(onSandbox())
    .addOption(json())
    .action((entity, options) => exportEntity(io, entity, options));

  const report = program.command('report').description('report on sales, lost leads, the funnel or duplicates');
  withSpan(report.command('loss-reasons'), 'leads lost')
    .description('lost leads by reason (--html and --json: also by pipeline, month and user); default: all days')
    .option('--html [file]', 'write a page with charts; default file: loss-reasons.html')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => lossReasons(io, options));

  program
    .command('sandbox')
    .description('run an in-memory Kommo on 127.0.0.1 to try things out')
    .option('-p, --port <port>', 'port; 0 picks a free one', port, 8787)
    .option('--seed <file>', 'JSON file with the tables of the account, instead of the example data', filled)
    .option('--leads <count>', 'number of leads in the example data', count)
    .option('--token <token>', 'access token that it accepts', token)
    .option('--no-limit', 'accept any number of requests per second')
    .addOption(
      new Option('--webhooks <where>', 'which webhook addresses are called after a write')
        .choices(HOOKS)
        .default('loopback'),
    )
    .addOption(json())
    .action((options) => sandbox(io, options));

  withSpan(report.command('sales'), 'leads')
    .description('leads created, won and lost by user, pipeline and reason; default: one month up to today')
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
    .description('leads of today, this month and last month, and tasks that are due')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => accountDashboard(io, options));
  report
    .command('duplicates')
    .description('contacts or companies that share a phone or an e-mail')
    .addOption(new Option('--by <key>', 'what duplicates share').choices(['phone', 'email']).default('phone'))
    .addOption(new Option('--of <entity>', 'what to compare').choices(['contacts', 'companies']).default('contacts'))
    .option(
      '--country <code>',
      "country of phone numbers without a country code, such as BR; default: the account's country",
    )
    .option('--html [file]', 'write a page with a link to each; default file: duplicates.html')
    .addOption(lang())
    .addOption(onSandbox())
    .addOption(json())
    .action((options) => duplicatesReport(io, options));

  program
    .command('api')
    .description('run any operation of the account by its id, such as leads.list, and print the answer as JSON')
    .argument('[operation]', 'id of the operation; --find searches for it')
    .option('--find <words>', 'search for operations: "list webhooks"')
    .option('--show', 'describe the operation and print an example')
    .option('-p, --path <json>', 'path parameters, such as {"id": 5}')
    .option('-q, --query <json>', 'query parameters, such as {"limit": 5}')
    .option('-b, --body <json>', 'body of the request')
    .option('--all', 'read all pages of a list')
    .addOption(onSandbox())
    .addOption(json())
    .action((operation, options) => api(io, operation, options));

  program.addCommand(syncCommand(io));
  program.addCommand(mcpCommand(io, 'mcp'));
  return program;
}

const HELP = `
The account comes from KOMMO_SUBDOMAIN (or KOMMO_BASE_URL) and KOMMO_ACCESS_TOKEN, or from "kommo-sdk login".
Exit codes: 0 done, 1 unexpected or --find found nothing, 2 wrong usage, 3 no access,
4 Kommo or the network failed or the thing does not exist, 5 --check found a difference, 130 interrupted.
Guide: ${DOCS}/cli.md`;
