import { CommanderError } from 'commander';
import { EXIT, explain, Failure, oneLine } from './failure.js';
import type { Io } from './io.js';
import { createProgram } from './program.js';

/** Runs the command line and gives its exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    // Errors are told here, in one line.
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void (text.startsWith('error:') || io.stderr.write(text)),
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.usage;
    const failure = error instanceof CommanderError ? usage(error) : explain(error);
    const { message, remedy } = failure;
    const line = argv.includes('--json')
      ? JSON.stringify({ error: { message, remedy, exitCode: failure.exitCode } })
      : oneLine(failure);
    io.stderr.write(`${line}\n`);
    if (io.env['KOMMO_DEBUG'] && error instanceof Error) io.stderr.write(`${error.stack}\n`);
    return failure.exitCode;
  }
}

function usage({ message }: CommanderError): Failure {
  return new Failure(message.replace(/^error: /, ''), 'see kommo-sdk --help');
}
