import { type Command, CommanderError } from 'commander';
import { EXIT, explain, Failure, shownFailure } from './failure.js';
import type { Io } from './io.js';
import { harmless } from './terminal.js';

/** Runs a command line and returns its exit code. A command that serves returns when it is interrupted. */
export async function main(argv: readonly string[], io: Io, create: (io: Io) => Command): Promise<number> {
  const program = create(io);
  for (const command of [program, ...below(program)]) {
    // Errors are reported below, in one line.
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void (text.startsWith('error:') || io.stderr.write(text)),
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.usage;
    const name = program.name();
    const failure = error instanceof CommanderError ? usage(error, commandOf(program, argv)) : explain(error);
    io.stderr.write(shownFailure(failure, argv.includes('--json'), name));
    if (io.env['KOMMO_DEBUG'] && error instanceof Error) io.stderr.write(`${harmless(error.stack ?? '')}\n`);
    return failure.exitCode;
  }
}

const below = ({ commands }: Command): Command[] => commands.flatMap((command) => [command, ...below(command)]);

/** The command that a command line names, with the names of the commands above it. */
function commandOf(program: Command, argv: readonly string[]): string {
  const [first, ...others] = argv;
  const command = program.commands.find((one) => one.name() === first);
  return command ? `${program.name()} ${commandOf(command, others)}` : program.name();
}

function usage({ message }: CommanderError, name: string): Failure {
  return new Failure(message.replace(/^error: /, ''), `see ${name} --help`);
}
