import { dirname, sep } from 'path';

/** Frames of this package, of the packages that it extends, and of the runtime lead to no line of the user's program. */
const PACKAGE = dirname(__dirname) + sep;
/** This package is listed for bundled programs, whose source maps name the files before the bundling. */
const FOREIGN = /[\\/]node_modules[\\/](cdk8s|cdk8s-plus-\d+|cdk8s-stateful-app|constructs)[\\/]|\bnode:|<anonymous>/;

/**
 * An error whose stack begins with the line of the user's program that made the call. Tools show the first frame, and a frame of this
 * package would send the user to the code that found the error.
 */
export function userError(message: string): Error {
  const { stackTraceLimit } = Error;
  // a subclass of a preset can be more frames away than the usual ten
  Error.stackTraceLimit = Infinity;
  const error = new Error(message);
  const lines = (error.stack ?? '').split('\n');
  Error.stackTraceLimit = stackTraceLimit;
  const start = lines.findIndex(isFrame);
  const first = lines.findIndex(line => isFrame(line) && !line.includes(PACKAGE) && !FOREIGN.test(line));
  // in a program that was bundled into one file without source maps, no frame can be told from the others
  const frames = start < 0 ? [] : lines.slice(first < 0 ? start : first).slice(0, stackTraceLimit);
  error.stack = [`${error.name}: ${message}`, ...frames].join('\n');
  return error;
}

function isFrame(line: string): boolean {
  return /^ {4}at /.test(line);
}
