import { readFileSync } from 'fs';

/*
 * Reads the files that ship with the library: scripts and data. In the compiled library, projenrc/bundle.ts replaces this module with one
 * that requires their content, so that a program that a bundler joins into one file finds them without the folders of the package.
 *
 * A file is read on demand, so that a program that only loads the package reads none.
 */

/**
 * The text of a file.
 *
 * @param directory a folder next to the caller, as `${__dirname}/scripts`
 * @param name the file's name
 */
export function shippedText(directory: string, name: string): string {
  return readFileSync(`${directory}/${name}`, 'utf8');
}

/** The value in a JSON file: see `shippedText`. */
export function shippedData(directory: string, name: string): any {
  return JSON.parse(shippedText(directory, name));
}
